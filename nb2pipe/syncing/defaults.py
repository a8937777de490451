"""Parameters that somebody edited in `parameters.py` -> the assignments of the parameters cells."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nb2pipe.syncing.blocks import BlockEdits, HandEdit
from nb2pipe.syncing.comments import comment_above, with_comment
from nb2pipe.syncing.units import Unit
from nb2pipe.syntax.statements import SourceText

_FOREIGN = "the parameters cells assign it in no such way"


def compare_defaults(
    path: str,
    base: SourceText,
    ours: SourceText,
    units: Sequence[Unit],
    *,
    cells: Collection[int],
    skipped: Collection[HandEdit],
) -> BlockEdits:
    """Bring parameters that were changed, added or removed, but the skipped ones, to the parameters cells.

    `cells` has the indices of these cells.
    """
    before, after = _fields(base), _fields(ours)
    assigned = _assigned([unit for unit in units if unit.cell in cells and unit.is_plain])
    edits: list[HandEdit] = []
    renewed: dict[Unit, _Renewed] = {}
    former = _former_names(before, after)
    assigned |= {new: assigned[old] for new, old in former.items() if old in assigned}
    for name in [*after, *(each for each in before if each not in {*after, *former.values()})]:
        old, new = before.get(former.get(name, name)), after.get(name)
        if old is not None and new is not None and old.says_the_same_as(new):
            continue
        shown = [each.text_with_comment if each else "" for each in (old, new)]
        line = new.line if new is not None else 1
        change = _change(old, new, assigned, list(after))
        if change is None:
            edits.append(HandEdit(path, line, shown[0], shown[1], reason=_FOREIGN))
            continue
        unit, part, text = change
        edits.append(HandEdit(path, line, shown[0], shown[1], cell=unit.cell))
        if edits[-1] not in skipped:
            renewed.setdefault(unit, _Renewed(unit.text)).take(part, text)
    return BlockEdits(tuple(edits), {unit: each.text() for unit, each in renewed.items()})


_Part = Literal["above", "own", "below"]


@dataclass(slots=True)
class _Renewed:
    """What stands in place of an assignment, and what is new around it."""

    own: str
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def take(self, part: _Part, text: str) -> None:
        if part == "own":
            self.own = text
        else:
            (self.above if part == "above" else self.below).append(text)

    def text(self) -> str:
        return "\n".join(filter(None, [*self.above, self.own, *self.below]))


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the dataclass: a parameter."""

    name: str
    annotation: str
    value: ast.expr
    line: int
    #: What the comment above it says, line by line.
    comment: tuple[str, ...]

    def says_the_same_as(self, other: _Field) -> bool:
        mine, theirs = [(each.name, each.annotation, ast.dump(each.value), each.comment) for each in (self, other)]
        return mine == theirs

    @property
    def text(self) -> str:
        """What a parameters cell says; a type hint only where the value does not show the type."""
        try:
            shows_type = type(ast.literal_eval(self.value)).__name__ == self.annotation
        except ValueError:
            shows_type = False
        target = self.name if shows_type else f"{self.name}: {self.annotation}"
        return f"{target} = {ast.unparse(self.value)}"

    @property
    def text_with_comment(self) -> str:
        """The same below its comment."""
        return "\n".join([*(f"# {each}" for each in self.comment), self.text])


def _former_names(before: Mapping[str, _Field], after: Mapping[str, _Field]) -> dict[str, str]:
    """New name -> old name, where one parameter that went and one that came have the same type and default."""
    olds, news = [
        Counter((each.annotation, ast.dump(each.value)) for name, each in one.items() if name not in other)
        for one, other in ((before, after), (after, before))
    ]
    return {
        new.name: old.name
        for old in before.values()
        for new in after.values()
        if old.name not in after and new.name not in before
        if (key := (old.annotation, ast.dump(old.value))) == (new.annotation, ast.dump(new.value))
        if (olds[key], news[key]) == (1, 1)
    }


def _change(
    old: _Field | None, new: _Field | None, assigned: Mapping[str, Unit], names: Sequence[str]
) -> tuple[Unit, _Part, str] | None:
    """The unit that takes an edit, and the text that is to stand there; None if none can."""
    if old is None and new is not None:
        position = names.index(new.name)
        if above := [assigned[each] for each in names[:position] if each in assigned]:
            return above[-1], "below", new.text_with_comment
        below = [assigned[each] for each in names[position:] if each in assigned] or list(assigned.values())
        return (below[0], "above", new.text_with_comment) if below else None
    unit = assigned.get(old.name) if old else None
    if unit is None or old is None:
        return None
    text = _reworded(unit, old, new) if new is not None else ""
    return None if text is None else (unit, "own", text)


def _reworded(unit: Unit, old: _Field, new: _Field) -> str | None:
    """The assignment with another name, type, value or comment; None if it does not have the old one."""
    if new.annotation != old.annotation:
        text = _with(unit, unit.statements[0].node, new.text) if _has_value(unit, old.value) else None
    elif new.name != old.name:
        text = _with_name(unit, new.name)
    else:
        is_same = ast.dump(new.value) == ast.dump(old.value)
        text = unit.text if is_same else _with_value(unit, old.value, new.value)
    return text if text is None or new.comment == old.comment else with_comment(text, new.comment)


def _fields(source: SourceText) -> dict[str, _Field]:
    classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef) and node.name == "Parameters"]
    return {
        node.target.id: _Field(
            node.target.id,
            ast.unparse(node.annotation),
            _default(node.value),
            node.lineno,
            comment_above(source, node.lineno - 1),
        )
        for each in classes[:1]
        for node in each.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
    }


def _default(value: ast.expr) -> ast.expr:
    """What a parameters cell assigns: a default that can change is made anew by `field(default_factory=...)`."""
    match value:
        case ast.Call(func=ast.Name("field"), keywords=[ast.keyword("default_factory", ast.Lambda(body=made))]):
            return made
        case ast.Call(func=ast.Name("field"), keywords=[ast.keyword("default_factory", factory)]):
            return {"list": ast.List([], ast.Load()), "dict": ast.Dict([], [])}.get(
                ast.unparse(factory).rpartition(".")[2], value
            )
    return value


def _assigned(units: Sequence[Unit]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units:
        node = unit.statements[0].node
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if len(unit.statements) == 1 and isinstance(target, ast.Name):
            found[target.id] = unit
    return found


def _with_name(unit: Unit, name: str) -> str:
    node = unit.statements[0].node
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", node)
    return _with(unit, target, name)


def _with_value(unit: Unit, old: ast.expr, new: ast.expr) -> str | None:
    """The assignment with another value; None if it does not have the old one."""
    return _with(unit, _value(unit), ast.unparse(new)) if _has_value(unit, old) else None


def _has_value(unit: Unit, value: ast.expr) -> bool:
    return ast.dump(_value(unit)) == ast.dump(value)


def _value(unit: Unit) -> ast.AST:
    return getattr(unit.statements[0].node, "value", None) or ast.Pass()


def _with(unit: Unit, node: ast.AST, text: str) -> str:
    """The unit with another text for a part of its statement."""
    # Lines of the unit begin where the comments above the assignment do; columns count bytes.
    lines = unit.text.split("\n")
    start, end, head, tail = (getattr(node, name) for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"))
    first, last = start - 1 - unit.start, end - 1 - unit.start
    before, behind = lines[first].encode()[:head].decode(), lines[last].encode()[tail:].decode()
    return "\n".join([*lines[:first], f"{before}{text}{behind}", *lines[last + 1 :]])
