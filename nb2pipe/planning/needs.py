"""What each cell needs from outside itself, in versions: values, definitions, imports, and who must run before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.model.accesses import Read, Via
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import CellType
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.offers import Offers
from nb2pipe.planning.redefined import bases_of_one_name, older_definitions
from nb2pipe.planning.state import Setting, applies_to, names_in, pure_settings, seeded_outside
from nb2pipe.planning.timeline import Timeline, is_value
from nb2pipe.syntax.free_names import free_names


@dataclass(slots=True)
class Need:
    """What one cell takes from outside."""

    #: Variable -> the cell that made the version it takes.
    values: dict[VarName, int] = field(default_factory=dict)
    #: Definitions of the notebook that it uses, directly or through others.
    definitions: set[VarName] = field(default_factory=set)
    imports: set[VarName] = field(default_factory=set)
    #: Cells that must have run before, though no value flows.
    after: set[int] = field(default_factory=set)
    #: Names that nothing above binds.
    missing: dict[VarName, object] = field(default_factory=dict)
    #: Variables among them that only a setting needs which the cell repeats -> the cell of that setting.
    only_set: dict[VarName, int] = field(default_factory=dict)
    #: Definitions whose state the notebook changes (attributes of a function or class), and who changed it last.
    stateful: dict[VarName, int] = field(default_factory=dict)


def body_of(facts: CellFacts, settings: frozenset[tuple[int, int]]) -> tuple[StatementFacts, ...]:
    """The statements of a step cell that compute: no imports, settings, displays, definitions that move."""
    return tuple(
        s
        for s in facts.statements
        if not (s.is_import or s.is_display or s.is_noise) and (facts.index, s.index) not in settings
    )


def needs_of_cells(
    analysis: Analysis,
    timeline: Timeline,
    definitions: Definitions,
    settings: Sequence[Setting],
    seeded_from: dict[str, int],
    offers: Offers,
) -> dict[int, Need]:
    """The direct needs of every code cell, with what the settings that it repeats and its offers need."""
    set_only = pure_settings(settings)
    repeated = seeded_outside(settings)
    needs = {
        facts.index: _need(facts, timeline, definitions, set_only, seeded_from, repeated)
        for facts in analysis.cells
        if facts.type is CellType.CODE and facts.role is not Role.SKIP
    }
    for cell, offered in offers.by_cell.items():
        for offer in offered:
            for value, producer in offer.values.items():
                if producer != cell:
                    needs[cell].values.setdefault(value, producer)
    for facts in analysis.cells:
        if facts.role is Role.STEP and facts.index in needs:
            for setting in settings:
                if setting.cell < facts.index and not setting.is_mixed and applies_to(setting, [facts]):
                    need, others = needs[facts.index], set(needs[facts.index].values)
                    _resolve(need, set(names_in(setting)), analysis.cells[setting.cell], timeline, definitions)
                    _take_from_cell_of(setting, need, facts.index, timeline, definitions)
                    need.only_set.update(dict.fromkeys(need.values.keys() - others, setting.cell))
    return needs


def _take_from_cell_of(setting: Setting, need: Need, cell: int, timeline: Timeline, definitions: Definitions) -> None:
    """What a setting, or a function in it, looks up and the cell of the setting itself has made."""
    names = set(names_in(setting))
    for name in names & need.definitions:
        names |= definitions.looked_up_by(name)
    for name in names - need.definitions:
        version = timeline.value_before(name, cell)
        if version is not None and version.cell == setting.cell:
            need.values.setdefault(VarName(name), setting.cell)
        producer = need.values.get(VarName(name))
        if version is not None and producer is not None and timeline.is_same_value(name, producer, version.cell):
            # Other names share it by now: it comes with them.
            need.values[VarName(name)] = version.cell


def _need(
    facts: CellFacts,
    timeline: Timeline,
    definitions: Definitions,
    settings: frozenset[tuple[int, int]],
    seeded_from: dict[str, int],
    repeated: frozenset[tuple[int, VarName]],
) -> Need:
    need = Need()
    statements = body_of(facts, settings) if facts.role is Role.STEP else facts.statements
    statements = tuple(s for s in statements if not only_forgets(facts, s))
    kept = {s.index for s in statements}
    # A magic that no step has stays in the run notebook: `%timeit f(x)`.
    used: set[str] = set(facts.asides) if facts.role is Role.REPORT else set()
    moving = {name for name, read in facts.reads.items() if _moves_with_its_users(read, definitions)}
    for statement in statements:
        if statement.defines and facts.role is not Role.STEP:
            if facts.role is Role.REPORT:
                # The run notebook has its functions as they are, with all that they import.
                used |= {n for n in free_names([statement.node]).late if definitions.is_stable_import(n)}
            continue
        free = free_names([statement.node])
        used |= free.early
        # A decorator may hand the function on to somebody who calls it: `@app.post("/predict")`.
        if not statement.defines or _is_decorated(statement):
            used |= free.late
        used |= {n for n in statement.reads if not is_pseudo(n) and n not in moving}
    for name, read in facts.reads.items():
        if (read.producer, name) in repeated:
            continue
        if is_pseudo(name):
            _need_state(need, name, _producer_above(read, facts.index), seeded_from)
        elif read.producer is None:
            need.missing[name] = read.node
        elif name not in moving and (read.statement in kept or any(name in s.reads for s in statements)):
            used.add(name)
    for older in older_definitions(facts, definitions):
        used |= definitions.late_values(older).difference(facts.defs)
    _resolve(need, used, facts, timeline, definitions)
    return need


def only_forgets(facts: CellFacts, statement: StatementFacts) -> bool:
    """`del df` where the cell does nothing else with it: a step has no need of a value that it only drops."""
    node = statement.node
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1 or not isinstance(node.body[0], cst.Del):
        return False
    names = names_of_del(node.body[0])
    others = [each for each in facts.statements if each is not statement]
    return bool(names) and not any(name in each.reads | each.writes for name in names for each in others)


def names_of_del(node: cst.Del) -> frozenset[VarName]:
    """The variables that the statement unbinds; none if it takes parts away from one."""
    targets = [each.value for each in node.target.elements] if isinstance(node.target, cst.Tuple) else [node.target]
    names = [VarName(each.value) for each in targets if isinstance(each, cst.Name)]
    return frozenset(names) if len(names) == len(targets) else frozenset()


def _is_decorated(statement: StatementFacts) -> bool:
    return isinstance(statement.node, (cst.FunctionDef, cst.ClassDef)) and bool(statement.node.decorators)


def _moves_with_its_users(read: Read, definitions: Definitions) -> bool:
    """A constant that functions of the notebook use: it stands beside them."""
    return read.via is Via.CLOSURE and read.name in definitions.defined and definitions.is_closed(read.name)


def _stands_beside(definitions: Definitions, name: str, other: str) -> bool:
    """Whether a constant of a step goes to the module of the function that uses it."""
    is_constant = all(each.is_constant and each.in_step for each in definitions.defined.get(VarName(other), ()))
    return is_constant and other in definitions.defined and definitions.is_closed(name)


def _producer_above(read: Read, cell: int) -> int | None:
    """Who made the state that a cell finds; one branch of the cell itself may have set it since."""
    if read.producer != cell:
        return read.producer
    return max((source.cell for source in read.sources if source.cell != cell), default=None)


def _need_state(need: Need, name: VarName, producer: int | None, seeded_from: dict[str, int]) -> None:
    if producer is None:
        return
    if is_value(name):
        first_seed = seeded_from.get(name)
        if first_seed is not None and first_seed <= producer:
            need.values[name] = producer
    elif name.startswith("file:"):
        need.after.add(producer)


def _resolve(need: Need, used: set[str], facts: CellFacts, timeline: Timeline, definitions: Definitions) -> None:
    """Sort names into values, definitions and imports; names that definitions use are needed with them."""
    pending, seen, early = sorted(used), set(used), set[str]()
    while pending:
        name = pending.pop()
        if definitions.is_stable_import(name):
            need.imports.add(VarName(name))
            continue
        version = timeline.before(name, facts.index)
        imported = definitions.import_at(name, facts.index)
        defined = definitions.at(name, facts.index)
        latest = max(version.cell if version else -1, facts.index if name in facts.defs else -1)
        is_read = VarName(name) in facts.reads
        is_rebound = is_read and version is not None and imported is not None and imported.cell == version.cell
        if imported is not None and (imported.cell == latest or is_rebound):
            need.imports.add(VarName(name))
            continue
        is_current = defined is not None and (defined.cell == latest or _still_defined(timeline, name, facts))
        if defined is not None and defined.moves and is_current:
            need.definitions.add(VarName(name))
            beside = {other for other in definitions.late_values(defined) if _stands_beside(definitions, name, other)}
            alike = (definitions.late_values(each) for each in bases_of_one_name(defined, definitions))
            others = frozenset().union(*alike) | definitions.named_by_registered(name, facts.index)
            early |= defined.free.early & others if defined.cell < facts.index else set()
            for other in sorted(others - seen - beside):
                seen.add(other)
                pending.append(other)
            if name in definitions.changed:
                # Its state was changed: whoever uses it depends on who changed it.
                version = timeline.before(name, facts.index)
                need.stateful[VarName(name)] = version.cell if version is not None else defined.cell
            continue
        if version is not None and (is_read or VarName(name) not in facts.writes):
            # What a loop or a branch defines or imports is a value like others.
            need.values.setdefault(VarName(name), version.cell)
    for name in sorted(early & facts.writes.keys()):
        # A definition that looks the name up as it is made stands above where the cell binds it anew.
        version = timeline.value_before(name, facts.index)
        if version is not None:
            need.values.setdefault(VarName(name), version.cell)


def _still_defined(timeline: Timeline, name: str, facts: CellFacts) -> bool:
    """The name was changed since its definition, but not bound anew."""
    version = timeline.before(name, facts.index)
    return version is not None and timeline.binding(version, name).value == "definition"


def can_be_given(analysis: Analysis, timeline: Timeline, name: VarName, cell: int) -> bool:
    """Whether all that a version may pass on from before comes from steps and parameters."""
    while True:
        facts = analysis.cells[cell]
        if facts.role not in (Role.STEP, Role.PARAMETERS):
            return False
        write, before = facts.writes.get(name), timeline.before(name, cell)
        if write is None or not write.passes or before is None or name in facts.reads:
            return True
        cell = before.cell


def demands(
    analysis: Analysis,
    timeline: Timeline,
    needs: dict[int, Need],
    wanted: dict[int, set[VarName]],
    settings: Sequence[Setting],
) -> dict[int, dict[VarName, int]]:
    """For each cell, all values it must be given: its needs, and what it passes on changed to those that need it.

    A cell that changes a variable (or may bind it) takes the old version whenever somebody takes the new one.
    """
    repeated = seeded_outside(settings)
    facts_by_cell = {facts.index: facts for facts in analysis.cells}
    given: defaultdict[int, dict[VarName, int]] = defaultdict(dict)
    pending = [
        (cell, name, producer)
        for cell, need in needs.items()
        if facts_by_cell[cell].role is Role.STEP
        for name, producer in need.values.items()
    ]
    pending += [(-1, name, cell) for cell, names in wanted.items() for name in names]
    seen: set[tuple[int, VarName]] = set()
    while pending:
        taker, name, producer = pending.pop()
        if taker >= 0:
            given[taker][name] = producer
        if (producer, name) in seen:
            continue
        seen.add((producer, name))
        write = facts_by_cell[producer].writes.get(name)
        before = timeline.before(name, producer)
        if before is not None and timeline.binding(before, name).value != "value" and not is_pseudo(name):
            continue
        read = facts_by_cell[producer].reads.get(name)
        if read is not None and (read.producer, name) in repeated:
            continue
        if write is not None and write.passes and before is not None and name not in given[producer]:
            pending.append((producer, name, before.cell))
    return dict(given)
