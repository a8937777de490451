"""A block as it was exported, and as it is now -> edits of the units from which its statements came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nb2pipe.syncing.units import Unit, edited_text
from nb2pipe.syntax.alignment import alike_pairs, gaps, matching_pairs
from nb2pipe.syntax.statements import Statement

#: Why nothing that the export makes of itself goes back.
FRAME = "the export makes it from what the cells need"
_FOREIGN = "it stands in no cell like this"


@dataclass(frozen=True, slots=True)
class HandEdit:
    """A place in the package that somebody edited."""

    path: str
    #: From 1, in the file as it is now.
    line: int
    before: str
    after: str
    #: Index of the cell that takes the edit; None if none can.
    cell: int | None = None
    #: Why no cell can.
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BlockEdits:
    """What was edited in a block, and what becomes of the units."""

    edits: tuple[HandEdit, ...] = ()
    texts: Mapping[Unit, str] = field(default_factory=dict)
    #: Import statements that the notebook needs as well.
    imports: tuple[str, ...] = ()
    #: Index of a text cell -> its new source.
    prose: Mapping[int, str] = field(default_factory=dict)
    #: New functions and classes, each with the unit above which it is to stand.
    definitions: tuple[tuple[Unit, str], ...] = ()


def match_in_order(base: Sequence[Statement], units: Sequence[Unit]) -> dict[int, Unit]:
    """Position of a statement in the block -> the unit that means the same, both in their order."""
    flat = [(unit, statement.meaning) for unit in units for statement in unit.statements]
    pairs = matching_pairs([each.meaning for each in base], [meaning for _, meaning in flat])
    return {position: flat[place][0] for position, place in pairs}


def match_anywhere(base: Sequence[Statement], units: Sequence[Unit]) -> dict[int, Unit]:
    """The same for statements that exactly one unit means."""
    by_meaning: dict[str, list[Unit]] = {}
    for unit in units:
        for statement in unit.statements:
            by_meaning.setdefault(statement.meaning, []).append(unit)
    found = ((position, by_meaning.get(each.meaning, [])) for position, each in enumerate(base))
    return {position: candidates[0] for position, candidates in found if len(candidates) == 1}


def with_settled(base: Sequence[Statement], ours: Sequence[Statement], units: Sequence[Unit]) -> list[Statement]:
    """The base with what ours and the cells have between the same statements: no export gives a `df.head()`."""
    mapped = set(match_in_order(base, units).values())
    in_cells = match_in_order(ours, units)
    pairs = dict(matching_pairs([each.content for each in ours], [each.content for each in base]))
    found, place = list[Statement](), 0
    for i, each in enumerate(ours):
        if i in pairs:
            found += base[place : pairs[i] + 1]
            place = pairs[i] + 1
        elif i in in_cells and in_cells[i] not in mapped:
            found.append(each)
    return [*found, *base[place:]]


def compare_blocks(
    path: str,
    base: Sequence[Statement],
    ours: Sequence[Statement],
    origin: Mapping[int, Unit],
    *,
    skipped: Collection[HandEdit],
    lonely: Collection[int] = (),
) -> BlockEdits:
    """Bring every edit but the skipped ones to the unit from which its statement came; `origin` says which that is.

    A new statement goes beside its neighbour, unless that is `lonely`: in a cell whose other statements are elsewhere.
    """
    origin = {position: unit for position, unit in origin.items() if unit.is_plain and _is_whole(unit, origin)}
    new = {position: _Renewed([base[position].text]) for position in origin}
    edits: list[HandEdit] = []
    for gone, come in gaps([each.content for each in base], [each.content for each in ours]):
        for old, start, fresh in _changes(base, gone, ours[come.start : come.stop]):
            anchor, is_before = _anchor(old, start, origin if old is not None else origin.keys() - set(lonely))
            edits.append(_edit(path, base, old, fresh, anchor, origin, fallback=_line(ours, come.start)))
            if anchor is None or edits[-1] in skipped:
                continue
            if old is not None:
                new[anchor].body = [each.text for each in fresh]
            elif is_before:
                new[anchor].before += [each.text for each in fresh]
            else:
                new[anchor].after += ["\n" * each.blank + each.text for each in fresh]
    return BlockEdits(tuple(edits), _texts(base, new, origin))


@dataclass(slots=True)
class _Renewed:
    """What stands in place of a statement, and what is new around it."""

    body: list[str]
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        return [*self.before, *self.body, *self.after]


#: The position of a statement that was replaced or None, where the new ones stand, and what stands there now.
_Change = tuple[int | None, int, Sequence[Statement]]


def _changes(base: Sequence[Statement], gone: range, fresh: Sequence[Statement]) -> Iterator[_Change]:
    """Statements that were replaced, each with what took its place, and what is only new between them."""
    if len(gone) == len(fresh):
        yield from ((position, position, [statement]) for position, statement in zip(gone, fresh, strict=True))
        return
    alike = alike_pairs([base[position].text for position in gone], [each.text for each in fresh])
    i = j = 0
    for one, other in [*alike, (len(gone), len(fresh))]:
        yield from _rewritten(gone[i:one], gone.start + i, fresh[j:other])
        if one < len(gone):
            yield gone[one], gone[one], [fresh[other]]
        i, j = one + 1, other + 1


def _rewritten(old: range, start: int, fresh: Sequence[Statement]) -> Iterator[_Change]:
    if old:
        yield old[0], old[0], fresh
        yield from ((position, position, []) for position in old[1:])
    elif fresh:
        yield None, start, fresh


def _anchor(old: int | None, start: int, origin: Collection[int]) -> tuple[int | None, bool]:
    """The statement that takes the edit, and whether new text goes before it."""
    if old is not None:
        return (old if old in origin else None), False
    if start - 1 in origin:
        return start - 1, False
    return (start, True) if start in origin else (None, False)


def _edit(
    path: str,
    base: Sequence[Statement],
    old: int | None,
    fresh: Sequence[Statement],
    anchor: int | None,
    origin: Mapping[int, Unit],
    *,
    fallback: int,
) -> HandEdit:
    before = "" if old is None else base[old].text
    after = "\n".join(each.text for each in fresh)
    line = fresh[0].start + 1 if fresh else fallback
    if anchor is None:
        return HandEdit(path, line, before, after, reason=_FOREIGN)
    return HandEdit(path, line, before, after, cell=origin[anchor].cell)


def _line(ours: Sequence[Statement], position: int) -> int:
    if position < len(ours):
        return ours[position].start + 1
    return ours[-1].end if ours else 1


def _is_whole(unit: Unit, origin: Mapping[int, Unit]) -> bool:
    """Whether every statement of the unit is in the block."""
    return sum(other is unit for other in origin.values()) == len(unit.statements)


def _texts(base: Sequence[Statement], new: Mapping[int, _Renewed], origin: Mapping[int, Unit]) -> dict[Unit, str]:
    texts: dict[Unit, str] = {}
    for unit in dict.fromkeys(origin.values()):
        positions = sorted(position for position in origin if origin[position] is unit)
        old = "\n".join(base[position].text for position in positions)
        fresh = "\n".join(text for position in positions for text in new[position].texts())
        if fresh != old:
            texts[unit] = edited_text(unit, base=old, ours=fresh)
    return texts
