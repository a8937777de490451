"""The files of a package, as exported and as they are now -> edits of cells, and what no cell can take."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nb2pipe.model.manifest import Manifest, ManifestStep
from nb2pipe.syncing.blocks import BlockEdits, HandEdit, compare_blocks, match_anywhere, match_in_order
from nb2pipe.syncing.defaults import compare_defaults
from nb2pipe.syncing.handed import handed_in, without_handed
from nb2pipe.syncing.imports import Imported, import_text, imports_in, is_import, last_import
from nb2pipe.syncing.prose import edited_prose
from nb2pipe.syncing.statements import (
    SourceText,
    Statement,
    body_of,
    docstring_of,
    is_docstring,
    read_source_text,
    statements_of,
)
from nb2pipe.syncing.units import (
    CodeCell,
    Unit,
    all_units,
    edited_text,
    repeated_functions,
    units_of_body,
    units_of_docstring,
    with_units,
)

_FRAME = "the export makes it from what the cells need"
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
    notebook = _Notebook(manifest, cells, all_units(cells), places, skipped, prose)
    edits: list[HandEdit] = []
    texts: dict[Unit, str] = {}
    imports: list[str] = []
    written: dict[int, str] = {}
    handed = handed_in(base.values(), cells)
    for path in sorted(base.keys() & ours.keys()):
        if base[path] == ours[path]:
            continue
        old, new = without_handed(base[path], handed), without_handed(ours[path], handed)
        here = frozenset(replace(edit, line=new.line_in_text(edit.line)) for edit in skipped if edit.path == path)
        for found in _compare_module(path, old.text, new.text, replace(notebook, skipped=here)):
            edits += [replace(edit, line=new.line_in_module(edit.line)) for edit in found.edits]
            texts |= found.texts
            imports += found.imports
            written |= found.prose
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
    yield _compare_imports(path, old, new, notebook)
    before, after = _functions(old), _functions(new)
    lifted = _lifted(old, {name: before[name] for name in before.keys() & after.keys() - steps.keys()}, notebook)
    for name, units in lifted.items():
        yield _compare_function(path, (old, before[name]), (new, after[name]), units, notebook)
    yield _compare_top_level(path, old, new, notebook, frozenset({*steps, *lifted}))
    for name, step in steps.items():
        if name in before and name in after:
            yield _compare_step(path, (old, before[name]), (new, after[name]), step, notebook)


_Function = ast.FunctionDef | ast.AsyncFunctionDef
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _functions(source: SourceText) -> dict[str, _Function]:
    return {node.name: node for node in source.tree.body if isinstance(node, _Function)}


def _compare_step(
    path: str,
    old: tuple[SourceText, _Function],
    new: tuple[SourceText, _Function],
    step: ManifestStep,
    notebook: _Notebook,
) -> BlockEdits:
    base = body_of(*old)
    own = {notebook.places[index] for index in step.cells if index in notebook.places}
    origin = match_in_order(base, [unit for unit in notebook.units if unit.cell in own])
    # A function or a class that only this step uses stands in it, whatever cell defines it.
    elsewhere = match_anywhere(base, [unit for unit in notebook.units if unit.cell not in own])
    definitions = {position for position, each in enumerate(base) if isinstance(each.node, _DEFINITIONS)}
    lonely = definitions & elsewhere.keys() - origin.keys()
    origin |= {position: elsewhere[position] for position in lonely}
    found = compare_blocks(path, base, body_of(*new), origin, skipped=notebook.skipped, lonely=lonely)
    above = notebook.places[step.cells[0]] - 1 if step.cells and step.cells[0] in notebook.places else -1
    described = _compare_docstrings(path, old[1], new[1], above, notebook)
    return _with_signature(
        path, old, new, BlockEdits((*described.edits, *found.edits), found.texts, (), described.prose)
    )


def _compare_docstrings(path: str, old: _Function, new: _Function, above: int, notebook: _Notebook) -> BlockEdits:
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
    path: str, old: tuple[SourceText, _Function], new: tuple[SourceText, _Function], found: BlockEdits
) -> BlockEdits:
    """The edits of what a function holds, and that of its head."""
    before, after = _signature(old[1]), _signature(new[1])
    head = (HandEdit(path, new[1].lineno, before, after, reason=_FRAME),) if before != after else ()
    return replace(found, edits=(*head, *found.edits))


def _signature(function: _Function) -> str:
    """A function without its body."""
    copy = ast.parse(ast.unparse(function)).body[0]
    if isinstance(copy, _Function):
        copy.body = [ast.Expr(ast.Constant(...))]
    return ast.unparse(copy)


def _lifted(old: SourceText, functions: Mapping[str, _Function], notebook: _Notebook) -> dict[str, list[Unit]]:
    """Functions that take what the cell's function reads as variables -> the units of the cell's function."""
    found = {}
    for name, function in functions.items():
        bodies = [units for cell in notebook.cells if (units := units_of_body(cell, name))]
        is_as_in_cell = match_anywhere([_statement(old, function)], notebook.units)
        if len(bodies) == 1 and not is_as_in_cell and _has_body(body_of(old, function), bodies[0]):
            found[name] = bodies[0]
    return found


def _statement(source: SourceText, function: _Function) -> Statement:
    return statements_of(source, [function], after=function.lineno - 1)[0]


def _has_body(body: Sequence[Statement], units: Sequence[Unit]) -> bool:
    """Whether the body is that of the cell's function, below functions that the export has put there."""
    meanings = [statement.meaning for unit in units for statement in unit.statements]
    above = body[: len(body) - len(meanings)]
    return [each.meaning for each in body[len(above) :]] == meanings and all(
        isinstance(each.node, _Function) for each in above
    )


def _compare_function(
    path: str,
    old: tuple[SourceText, _Function],
    new: tuple[SourceText, _Function],
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
    path: str, old: tuple[SourceText, _Function], new: tuple[SourceText, _Function], notebook: _Notebook
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
    twins = repeated_functions(notebook.units)
    units = [unit for unit in notebook.units if unit not in twins]
    found = compare_blocks(path, base, ours, match_anywhere(base, units), skipped=notebook.skipped)
    repeated = {twin: found.texts[unit] for twin, unit in twins.items() if unit in found.texts}
    return replace(found, texts={**found.texts, **repeated})


def _definitions(source: SourceText, steps: frozenset[str]) -> list[Statement]:
    statements = statements_of(source, source.tree.body, after=0)
    return [
        each
        for each in statements
        if not is_import(each.node) and not is_docstring(each.node) and getattr(each.node, "name", "") not in steps
    ]


def _compare_imports(path: str, old: SourceText, new: SourceText, notebook: _Notebook) -> BlockEdits:
    """Imports that are new go below the notebook's own; one that went would come back with the next export."""
    before, after = imports_in(old.tree.body), imports_in(new.tree.body)
    added: list[Imported] = [each for each in after if each not in before]
    gone = [each for each in before if each not in after]
    edits = [HandEdit(path, 1, import_text(each), "", reason=_FRAME) for each in gone]
    home = last_import(notebook.units)
    texts: list[str] = []
    for each in added:
        line, text = after[each].lineno, import_text(each)
        if home is None or each[3] or each[0].partition(".")[0] == notebook.manifest.name:
            edits.append(HandEdit(path, line, "", text, reason=_FRAME))
        else:
            edits.append(HandEdit(path, line, "", text, cell=home.cell))
            if edits[-1] not in notebook.skipped:
                texts.append(text)
    return BlockEdits(tuple(edits), imports=tuple(texts))
