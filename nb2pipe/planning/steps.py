"""Segments -> steps: inputs, outputs, copies, statements in order, and what stands at the top of the module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, EffectKind, StatementFacts, Write, WriteKind
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import (
    CopyMethod, Fragment, Import, Input, InputCopy, Output, Parameter, Step,
)  # fmt: skip
from nb2pipe.planning.annotations import annotation_for
from nb2pipe.planning.definitions import BUILTINS, Definitions
from nb2pipe.planning.generators import STATE_NAMES, restore_state, save_state
from nb2pipe.planning.needs import Need
from nb2pipe.planning.prose import doc_above
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import Setting, applies_to, names_in
from nb2pipe.planning.timeline import is_pseudo
from nb2pipe.syntax.scopes import free_names, names_of_block, names_of_function, parameter_nodes
from nb2pipe.syntax.walk import walk


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that is known when steps are put together."""

    parsed: ParsedNotebook
    analysis: Analysis
    definitions: Definitions
    needs: Mapping[int, Need]
    settings: Sequence[Setting]
    parameters: Mapping[str, Parameter]
    segments: Sequence[Segment]
    names: Sequence[StepName]
    #: For each segment, the names that somebody outside takes at its end.
    outputs: Sequence[Sequence[VarName]]
    of_cell: Mapping[int, int]
    parameter_cells: frozenset[int]


def build_step(shop: Workshop, position: int) -> Step:
    """One step, ready to be written."""
    segment, name = shop.segments[position], shop.names[position]
    cells = [shop.analysis.cells[index] for index in segment.cells]
    fragments = _fragments(shop, position, segment, cells)
    fragments, states = _with_generators(shop, segment, fragments, shop.outputs[position])
    inputs, parameters = _inputs(shop, segment)
    used = _used_names(fragments)
    imports = _imports(shop, used, segment)
    bound = _bound_names(fragments)
    taken = {i.name for i in inputs} | {p.name for p in parameters}
    outputs = tuple(Output(STATE_NAMES.get(n, n), _annotation(shop, segment, n, imports)) for n in shop.outputs[position])
    return Step(
        name=name,
        kind=segment.tag.kind,
        function=name,
        cells=tuple(segment.cells),
        inputs=inputs,
        parameters=parameters,
        outputs=outputs,
        artifacts=_artifacts(shop, segment, [VarName(n) for n in shop.outputs[position]]),
        copies=_copies(shop, segment, cells, taken),
        after=_after(shop, position),
        imports=tuple(sorted({*imports, *states})),
        definitions=(),
        from_library=(),
        preamble=(),
        body=tuple(fragments),
        doc=doc_above(shop.analysis.notebook.cells, segment.cells[0]),
        is_async=any(_awaits(node) for fragment in fragments for node in fragment.statements),
        shadowed_builtins=_shadowed(fragments, taken),
        declared=tuple(sorted(VarName(n) for n in _declared_global(fragments) - bound - taken)),
    )


def _fragments(shop: Workshop, position: int, segment: Segment, cells: Sequence[CellFacts]) -> list[Fragment]:
    """The step's own statements, and those from elsewhere that must run in it, in document order."""
    own = set(segment.cells)
    used = {n for cell in segment.cells for n in shop.needs[cell].imports} | {
        n for facts in cells for s in facts.statements if not s.is_import for n in free_names([s.node]).all
    }
    rows: dict[tuple[int, int], tuple[cst.BaseStatement, bool]] = {}
    pending = [(cell, name) for cell in segment.cells for name in sorted(shop.needs[cell].definitions)]
    for facts in cells:
        for statement in facts.statements:
            if statement.is_display or statement.is_noise:
                continue
            if statement.is_import and all(shop.definitions.is_stable_import(n) for n in _names(statement.node)):
                continue
            if statement.is_import and _is_star(statement.node):
                for node in _unstable_star_imports(shop, facts, statement, used):
                    rows[facts.index, statement.index] = (node, True)
                continue
            if statement.alternatives and all(shop.definitions.is_closed(n) for n in statement.alternatives):
                wanted = set(shop.outputs[position]) & set(statement.alternatives)
                if not wanted:
                    continue
            if statement.defines and (
                shop.definitions.is_closed(statement.defines) or _is_unused(shop, segment, facts, statement)
            ):
                continue
            rows[facts.index, statement.index] = (statement.node, True)
    last = segment.cells[-1]
    for setting in shop.settings:
        if setting.cell < last and setting.cell not in own and applies_to(setting, cells):
            rows[setting.cell, setting.statement] = (setting.node, False)
            pending.extend((setting.cell, VarName(n)) for n in names_in(setting))
    for cell, name in pending:
        defined = shop.definitions.at(name, cell)
        if defined is not None and defined.moves and not shop.definitions.is_closed(name) and defined.cell not in own:
            rows.setdefault((defined.cell, defined.statement), (defined.node, False))
    stars: dict[tuple[int, int], list[Import]] = {}
    for name in sorted({n for cell in segment.cells for n in shop.needs[cell].imports}):
        imported = shop.definitions.import_at(name, last)
        if imported is not None and not shop.definitions.is_stable_import(name) and imported.cell not in own:
            key = (imported.cell, imported.statement)
            if _is_star(imported.node):
                stars.setdefault(key, []).append(imported.item)
            else:
                rows.setdefault(key, (imported.node, False))
    rows.update({key: (import_node(items), False) for key, items in stars.items()})
    fragments: list[Fragment] = []
    for cell in sorted({cell for cell, _ in rows}):
        statements = tuple(rows[key][0] for key in sorted(rows) if key[0] == cell)
        draws = cell in own and any(e.kind is EffectKind.PYPLOT for e in shop.analysis.cells[cell].effects)
        fragments.append(Fragment(cell, _with_comments(shop, cell, statements, cell in own), draws))
    return fragments


def _is_unused(shop: Workshop, segment: Segment, facts: CellFacts, statement: StatementFacts) -> bool:
    """A function that others take with them, and that the step itself neither calls nor hands on."""
    defined = shop.definitions.at(statement.defines, facts.index)
    if defined is None or not defined.is_pure or not isinstance(statement.node, cst.FunctionDef):
        return False
    if statement.node.decorators or any(p.default is not None for p in parameter_nodes(statement.node.params)):
        return False
    name = statement.defines
    others = [
        s.node for index in segment.cells for s in shop.analysis.cells[index].statements
        if (index, s.index) != (facts.index, statement.index)
    ]  # fmt: skip
    return name not in free_names(others).all


def _with_comments(
    shop: Workshop, cell: int, statements: tuple[cst.BaseStatement, ...], is_own: bool
) -> tuple[cst.BaseStatement, ...]:
    """Comments at the very top of a cell belong to the module's header: they go with the first statement."""
    module = shop.parsed.cells[cell].module
    if not is_own or module is None or not statements or not module.header or statements[0] is not module.body[0]:
        return statements
    first = statements[0]
    lines = [line for line in module.header if line.comment is not None]
    return (first.with_changes(leading_lines=[*lines, *getattr(first, "leading_lines", ())]), *statements[1:])


def _is_star(node: cst.BaseStatement) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and any(
        isinstance(small, cst.ImportFrom) and isinstance(small.names, cst.ImportStar) for small in node.body
    )


def _unstable_star_imports(
    shop: Workshop, facts: CellFacts, statement: StatementFacts, used: set[str]
) -> list[cst.BaseStatement]:
    """The names of a star import that cannot be hoisted, as one explicit import."""
    items = [
        found.item for name in sorted(used) for found in shop.definitions.imported.get(VarName(name), ())
        if (found.cell, found.statement) == (facts.index, statement.index) and not shop.definitions.is_stable_import(name)
    ]  # fmt: skip
    return [import_node(items)] if items else []


def import_node(items: Sequence[Import]) -> cst.BaseStatement:
    """`from module import a, b` for names of one module."""
    names = ", ".join(i.binds if i.binds == i.member else f"{i.member} as {i.binds}" for i in items)
    return cst.parse_statement(f"from {'.' * items[0].level}{items[0].module} import {names}")


def _names(node: cst.BaseStatement) -> set[str]:
    return names_of_block([node]).local or {""}


def _with_generators(
    shop: Workshop, segment: Segment, fragments: list[Fragment], outputs: Sequence[VarName]
) -> tuple[list[Fragment], set[Import]]:
    imports: set[Import] = set()
    taken = [n for n in sorted(segment.taken) if n in STATE_NAMES]
    if taken:
        nodes, needed = restore_state(taken, shop.definitions)
        imports |= needed
        fragments = [Fragment(segment.cells[0], nodes), *fragments]
    given = [n for n in outputs if n in STATE_NAMES]
    if given:
        nodes, needed = save_state(given, shop.definitions)
        imports |= needed
        fragments = [*fragments, Fragment(segment.cells[-1], nodes)]
    return fragments, imports


def _inputs(shop: Workshop, segment: Segment) -> tuple[tuple[Input, ...], tuple[Parameter, ...]]:
    inputs: list[Input] = []
    parameters: list[Parameter] = []
    order = {name: index for index, name in enumerate(shop.parameters)}
    for name, producer in sorted(segment.taken.items(), key=lambda item: (item[1], item[0])):
        if producer in shop.parameter_cells and name in shop.parameters:
            parameters.append(shop.parameters[name])
        elif producer in shop.of_cell:
            source = shop.of_cell[producer]
            write = shop.analysis.cells[producer].writes.get(name)
            annotation = annotation_for(write, _available(shop, segment)) if write is not None else "Any"
            inputs.append(Input(STATE_NAMES.get(name, name), shop.names[source], annotation))
    return tuple(inputs), tuple(sorted(parameters, key=lambda p: order[p.name]))


def _available(shop: Workshop, segment: Segment) -> dict[str, str]:
    """Library -> the name under which the step imports it."""
    found: dict[str, str] = {}
    for cell in segment.cells:
        for name in shop.needs[cell].imports:
            for imported in shop.definitions.imported.get(name, ()):
                if imported.item.member is None:
                    found[imported.item.module] = name
    return found


def _annotation(shop: Workshop, segment: Segment, name: VarName, imports: Iterable[Import]) -> str:
    write = shop.analysis.cells[segment.held[name]].writes.get(name) if name in segment.held else None
    return annotation_for(write, {i.module: i.binds for i in imports if i.member is None}) if write else "Any"


def _used_names(fragments: Iterable[Fragment]) -> set[str]:
    return {name for fragment in fragments for name in free_names(fragment.statements).all}


def _bound_names(fragments: Iterable[Fragment]) -> set[str]:
    return {name for fragment in fragments for name in names_of_block(fragment.statements).local}


def _imports(shop: Workshop, used: set[str], segment: Segment) -> set[Import]:
    found: set[Import] = set()
    implicit = {n for cell in segment.cells for n in shop.parsed.cells[cell].implicit_imports}
    for name in used:
        if shop.definitions.is_stable_import(name):
            found.update(imported.item for imported in shop.definitions.imported[VarName(name)])
        elif name in implicit and name not in shop.definitions.imported:
            found.add(Import(VarName(name), name, None))
        elif name == "display" and name not in shop.definitions.imported:
            found.add(Import(VarName("display"), "IPython.display", "display"))
    return found


def _artifacts(shop: Workshop, segment: Segment, outputs: Sequence[VarName]) -> tuple[tuple[VarName, ...], ...]:
    groups: list[list[VarName]] = []
    for name in outputs:
        write = _last_write(shop, segment, name)
        shared = write.shares_with if write is not None else frozenset()
        joined = [g for g in groups if any(n in shared or name in _shared(shop, segment, n) for n in g)]
        merged = [n for group in joined for n in group] + [name]
        groups = [g for g in groups if g not in joined] + [merged]
    return tuple(tuple(VarName(STATE_NAMES.get(n, n)) for n in group) for group in groups)


def _shared(shop: Workshop, segment: Segment, name: VarName) -> frozenset[VarName]:
    write = _last_write(shop, segment, name)
    return write.shares_with if write is not None else frozenset()


def _last_write(shop: Workshop, segment: Segment, name: VarName) -> Write | None:
    cell = segment.held.get(name)
    return shop.analysis.cells[cell].writes.get(name) if cell is not None else None


def _copies(
    shop: Workshop, segment: Segment, cells: Sequence[CellFacts], taken: set[VarName]
) -> tuple[InputCopy, ...]:
    groups: list[set[VarName]] = []
    types: dict[VarName, str] = {}
    rebound: set[VarName] = set()
    for facts in cells:
        changed = {
            name for name, write in facts.writes.items()
            if name in taken and name not in rebound and not is_pseudo(name)
            and (write.kind is not WriteKind.BIND or write.is_changed)
        }  # fmt: skip
        for name in sorted(changed):
            write = facts.writes[name]
            types[name] = write.type
            group = {name} | (set(write.shares_with) & taken & (changed | {name}))
            touching = [g for g in groups if g & group]
            groups = [g for g in groups if g not in touching] + [set().union(group, *touching)]
        rebound |= {n for n, w in facts.writes.items() if w.kind is WriteKind.BIND and not w.passes and not w.is_changed}
    return tuple(
        InputCopy(tuple(sorted(group)), _method(group, types)) for group in sorted(groups, key=lambda g: sorted(g))
    )


def _method(group: set[VarName], types: Mapping[VarName, str]) -> CopyMethod:
    simple = len(group) == 1 and types.get(next(iter(group))) in ("DataFrame", "Series", "ndarray")
    return CopyMethod.COPY if simple else CopyMethod.DEEPCOPY


def _after(shop: Workshop, position: int) -> tuple[StepName, ...]:
    segment = shop.segments[position]
    given = {shop.of_cell[p] for p in segment.taken.values() if p in shop.of_cell}
    earlier = {shop.of_cell[p] for c in segment.cells for p in shop.needs[c].after if p in shop.of_cell}
    return tuple(shop.names[i] for i in sorted(earlier - given - {position}))


def _shadowed(fragments: Sequence[Fragment], taken: set[VarName]) -> tuple[VarName, ...]:
    """Builtins that the step binds, but reads in a statement before: a function would not see the builtin."""
    bound_anywhere = _bound_names(fragments) & BUILTINS - taken
    found: set[str] = set()
    bound: set[str] = set()
    for fragment in fragments:
        for node in fragment.statements:
            names = free_names([node])
            found |= (names.all & bound_anywhere) - bound
            if isinstance(node, cst.SimpleStatementLine):
                bound |= names_of_block([node]).local
    return tuple(VarName(name) for name in sorted(found))


def _declared_global(fragments: Iterable[Fragment]) -> set[str]:
    found: set[str] = set()
    for fragment in fragments:
        for statement in fragment.statements:
            for node in walk(statement):
                if isinstance(node, (cst.FunctionDef, cst.Lambda)):
                    found |= names_of_function(node).declared_global
                if isinstance(node, cst.Global):
                    found |= {item.name.value for item in node.names}
    return found


def _awaits(node: cst.CSTNode) -> bool:
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, cst.Await):
            return True
        if isinstance(current, (cst.For, cst.With, cst.CompFor)) and current.asynchronous is not None:
            return True
        if not isinstance(current, (cst.FunctionDef, cst.Lambda)):
            from nb2pipe.syntax.walk import children

            stack.extend(children(current))
    return False
