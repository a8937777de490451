"""The files of a package, as exported and as they are now -> edits of cells, and what no cell can take."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nb2pipe.model.manifest import Manifest, ManifestStep
from nb2pipe.syncing.blocks import (
    FRAME,
    BlockEdits,
    HandEdit,
    compare_blocks,
    match_anywhere,
    match_in_order,
    with_settled,
)
from nb2pipe.syncing.defaults import compare_defaults
from nb2pipe.syncing.handed import handed_in, without_handed
from nb2pipe.syncing.imports import compare_imports, last_import
from nb2pipe.syncing.made_functions import gathered_functions, lifted_functions
from nb2pipe.syncing.new_definitions import with_new_definitions
from nb2pipe.syncing.promoted import promoted_in, without_promoted
from nb2pipe.syncing.prose import edited_prose
from nb2pipe.syncing.results import with_reasons_of_results
from nb2pipe.syncing.shown import shows_in, with_shows
from nb2pipe.syncing.units import (
    CodeCell,
    Unit,
    all_units,
    edited_text,
    repeated_functions,
    units_of_docstring,
    with_units,
)
from nb2pipe.syntax.imported_names import is_import
from nb2pipe.syntax.statements import (
    Function,
    Named,
    SourceText,
    Statement,
    body_of,
    definitions_in,
    docstring_of,
    head_of,
    is_docstring,
    read_source_text,
    top_level_of,
)

_NAMED = "a step is called as the tag of its cells says"
_DELETED_STEP = "the notebook still has the cells of this step"
_DELETED = "the file is deleted; the notebook still has its cells"
_PROSE = "the export makes it from the text above the cells, or from what they give"


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell's new source."""

    cell: int
    source: str


@dataclass(frozen=True, slots=True)
class _Notebook:
    """What edits are brought to."""

    manifest: Manifest
    cells: Sequence[CodeCell]
    units: Sequence[Unit]
    #: Index of a cell when the package was exported -> its index now.
    places: Mapping[int, int]
    skipped: frozenset[HandEdit]
    #: Index of a text cell -> its source.
    prose: Mapping[int, str]
    #: Functions and classes that the package had.
    exported: frozenset[str]


def find_edits(
    manifest: Manifest,
    *,
    base: Mapping[str, str],
    ours: Mapping[str, str],
    cells: Sequence[CodeCell],
    places: Mapping[int, int],
    prose: Mapping[int, str],
    skipped: frozenset[HandEdit] = frozenset(),
) -> tuple[tuple[HandEdit, ...], tuple[CellEdit, ...]]:
    """Every edit of the package's modules, and the cells that change by those which some cell can take.

    `places` says where a cell of the export is now, `prose` what its text cells say; edits in `skipped` change no cell.
    """
    exported = frozenset(each.name for text in base.values() for each in definitions_in(text))
    notebook = _Notebook(manifest, cells, all_units(cells), places, skipped, prose, exported)
    edits: list[HandEdit] = []
    texts: dict[Unit, str] = {}
    imports: list[str] = []
    written: dict[int, str] = {}
    definitions: list[tuple[Unit, str]] = []
    promoted = promoted_in(manifest, notebook.units)
    plain = [without_promoted(text, promoted) for text in base.values()]
    handed, shows = handed_in(plain, cells), shows_in(plain, notebook.units)
    edits += [HandEdit(path, 1, "", "", reason=_DELETED) for path in sorted(base.keys() - ours.keys())]
    for path in sorted(base.keys() & ours.keys()):
        if base[path] == ours[path]:
            continue
        texts_now = (with_shows(without_promoted(each[path], promoted), shows) for each in (base, ours))
        old, new = (without_handed(text, handed) for text in texts_now)
        here = frozenset(replace(edit, line=new.line_in_text(edit.line)) for edit in skipped if edit.path == path)
        for found in _compare_module(path, old.text, new.text, replace(notebook, skipped=here)):
            edits += [replace(edit, line=new.line_in_module(edit.line)) for edit in found.edits]
            texts |= found.texts
            imports += found.imports
            written |= found.prose
            definitions += found.definitions
    for unit, text in reversed(definitions):
        texts[unit] = f"{text}\n\n{texts.get(unit, unit.text)}"
    home = last_import(notebook.units)
    if home is not None and imports:
        texts[home] = "\n".join([texts.get(home, home.text), *dict.fromkeys(imports)])
    sources = (*_cell_edits(cells, texts), *(CellEdit(cell, source) for cell, source in written.items()))
    return tuple(edits), tuple(sorted(sources, key=lambda each: each.cell))


def _cell_edits(cells: Sequence[CodeCell], texts: Mapping[Unit, str]) -> Iterator[CellEdit]:
    for cell in cells:
        own = {unit: text for unit, text in texts.items() if unit.cell == cell.index}
        if own:
            yield CellEdit(cell.index, with_units(cell.source, own))


def _compare_module(path: str, base: str, ours: str, notebook: _Notebook) -> Iterator[BlockEdits]:
    old, new = read_source_text(base), read_source_text(ours)
    if old is None or new is None:
        yield BlockEdits((HandEdit(path, 1, "", "", reason="it is no Python that can be parsed"),))
        return
    if path.endswith("/parameters.py"):
        parameters = {cell.index for cell in notebook.manifest.cells if cell.fate == "parameters"}
        here = {notebook.places[index] for index in parameters if index in notebook.places}
        yield compare_defaults(path, old, new, notebook.units, cells=here, skipped=notebook.skipped)
        return
    steps = {
        step.function.partition(":")[2]: step
        for step in notebook.manifest.steps
        if f"src/{step.function.partition(':')[0].replace('.', '/')}.py" == path
    }
    yield compare_imports(path, old, new, notebook.units, package=notebook.manifest.name, skipped=notebook.skipped)
    before, after = _functions(old), _functions(new)
    others = {name: before[name] for name in before.keys() & after.keys() - steps.keys()}
    lifted = lifted_functions(old, others, notebook.cells, notebook.units)
    for name, units in lifted.items():
        yield _compare_function(path, (old, before[name]), (new, after[name]), units, notebook)
    gathered = gathered_functions(old, others, notebook.units)
    for name, units in gathered.items():
        yield _compare_function(path, (old, before[name]), (new, after[name]), units, notebook)
    renamed = _renamed_steps(steps.keys() & before.keys(), before, after)
    compared = frozenset({*steps, *lifted, *gathered, *renamed.values()})
    found = _compare_top_level(path, old, new, notebook, compared)
    for name, step in steps.items():
        if name in before and (now := renamed.get(name, name)) in after:
            found = with_reasons_of_results(found, before[name], after[now])
            own = _compare_step(path, (old, before[name]), (new, after[now]), step, notebook)
            yield with_reasons_of_results(own, before[name], after[now])
        elif name in before:
            yield BlockEdits((HandEdit(path, 1, head_of(before[name]), "", reason=_DELETED_STEP),))
    makers = _steps_with_cells(after, steps, notebook)
    yield with_new_definitions(found, makers, units=notebook.units, skipped=notebook.skipped)


def _steps_with_cells(
    functions: Mapping[str, Function], steps: Mapping[str, ManifestStep], notebook: _Notebook
) -> Iterator[tuple[Function, list[Unit]]]:
    """The functions of steps, and the units of the cells from which each was made."""
    for name, step in steps.items():
        if name in functions:
            own = {notebook.places[index] for index in step.cells if index in notebook.places}
            yield functions[name], [unit for unit in notebook.units if unit.cell in own]


def _renamed_steps(
    steps: Collection[str], before: Mapping[str, Function], after: Mapping[str, Function]
) -> dict[str, str]:
    """The step whose function has another name now, if there is only one, and that name."""
    gone, come = [name for name in steps if name not in after], [name for name in after if name not in before]
    return {gone[0]: come[0]} if len(gone) == len(come) == 1 else {}


def _functions(source: SourceText) -> dict[str, Function]:
    return {node.name: node for node in source.tree.body if isinstance(node, Function)}


def _compare_step(
    path: str,
    old: tuple[SourceText, Function],
    new: tuple[SourceText, Function],
    step: ManifestStep,
    notebook: _Notebook,
) -> BlockEdits:
    base, ours = body_of(*old), body_of(*new)
    own = {notebook.places[index] for index in step.cells if index in notebook.places}
    here = [unit for unit in notebook.units if unit.cell in own]
    base = with_settled(base, ours, here)
    origin = match_in_order(base, here)
    # A function or a class that only this step uses stands in it, whatever cell defines it.
    elsewhere = match_anywhere(base, [unit for unit in notebook.units if unit.cell not in own])
    definitions = {position for position, each in enumerate(base) if isinstance(each.node, Named)}
    lonely = definitions & elsewhere.keys() - origin.keys()
    origin |= {position: elsewhere[position] for position in lonely}
    found = compare_blocks(path, base, ours, origin, skipped=notebook.skipped, lonely=lonely)
    above = notebook.places[step.cells[0]] - 1 if step.cells and step.cells[0] in notebook.places else -1
    described = _compare_docstrings(path, old[1], new[1], above, notebook)
    return _with_signature(
        path, old, new, BlockEdits((*described.edits, *found.edits), found.texts, (), described.prose)
    )


def _compare_docstrings(path: str, old: Function, new: Function, above: int, notebook: _Notebook) -> BlockEdits:
    """What was edited in a step's docstring, which has its sentences from the text above the first cell, if any."""
    was, now = ast.get_docstring(old) or "", ast.get_docstring(new) or ""
    if was == now:
        return BlockEdits()
    edit = HandEdit(path, new.body[0].lineno, was, now, reason=_PROSE)
    text = edited_prose(notebook.prose[above], was=was, now=now) if above in notebook.prose else None
    if text is None:
        return BlockEdits((edit,))
    edit = replace(edit, cell=above, reason="")
    return BlockEdits((edit,), prose={} if edit in notebook.skipped else {above: text})


def _with_signature(
    path: str, old: tuple[SourceText, Function], new: tuple[SourceText, Function], found: BlockEdits
) -> BlockEdits:
    """The edits of what a function holds, and that of its head."""
    before, after = head_of(old[1]), head_of(new[1])
    reason = FRAME if old[1].name == new[1].name else _NAMED
    head = (HandEdit(path, new[1].lineno, before, after, reason=reason),) if before != after else ()
    return replace(found, edits=(*head, *found.edits))


def _compare_function(
    path: str,
    old: tuple[SourceText, Function],
    new: tuple[SourceText, Function],
    units: list[Unit],
    notebook: _Notebook,
) -> BlockEdits:
    """What was edited in the body of a function; its head is the export's."""
    base = body_of(*old)
    found = compare_blocks(path, base, body_of(*new), match_in_order(base, units), skipped=notebook.skipped)
    described = _compare_own_docstrings(path, old, new, notebook)
    edits, texts = (*described.edits, *found.edits), {**described.texts, **found.texts}
    return _with_signature(path, old, new, BlockEdits(edits, texts))


def _compare_own_docstrings(
    path: str, old: tuple[SourceText, Function], new: tuple[SourceText, Function], notebook: _Notebook
) -> BlockEdits:
    """What was edited in the docstring of a function that has it from its cell."""
    units = [unit for cell in notebook.cells for unit in units_of_docstring(cell, old[1].name)]
    base, ours = docstring_of(*old), docstring_of(*new)
    found = _compare_docstrings(path, old[1], new[1], -1, notebook)
    if not (found.edits and len(units) == 1 and base and ours):
        return found
    edit = replace(found.edits[0], cell=units[0].cell, reason="")
    text = edited_text(units[0], base=base[0].text, ours=ours[0].text)
    return BlockEdits((edit,), {} if edit in notebook.skipped else {units[0]: text})


def _compare_top_level(
    path: str, old: SourceText, new: SourceText, notebook: _Notebook, others: frozenset[str]
) -> BlockEdits:
    """Classes, constants and functions, but for the steps and others that are compared by their bodies."""
    base, ours = [_definitions(source, others) for source in (old, new)]
    # Definitions that the notebook has and the export leaves out, for nothing uses them, are no edits.
    unused = {each.meaning for unit in notebook.units for each in unit.statements if isinstance(each.node, Named)}
    ours = [each for each in ours if each.meaning not in unused or _name(each) in notebook.exported]
    twins = repeated_functions(notebook.units)
    units = [unit for unit in notebook.units if unit not in twins]
    found = compare_blocks(path, base, ours, match_anywhere(base, units), skipped=notebook.skipped)
    repeated = {twin: found.texts[unit] for twin, unit in twins.items() if unit in found.texts}
    return replace(found, texts={**found.texts, **repeated})


def _name(statement: Statement) -> str:
    return getattr(statement.node, "name", "")


def _definitions(source: SourceText, steps: frozenset[str]) -> list[Statement]:
    statements = top_level_of(source)
    return [
        each
        for each in statements
        if not is_import(each.node) and not is_docstring(each.node) and _name(each) not in steps
    ]
