"""What definitions enter themselves into: `FEATURES = {}` and `@feature def ratio(df): …` that puts itself there.

A registry that only definitions fill, and that nothing looks at before the last of them, is a definition like these:
where all of them can stand at a module's top level, importing the module fills it as the notebook did. So is a table of
lambdas that nothing changes, which could go to no other process as a value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import libcst as cst

from nb2pipe.model.accesses import BindingKind, Site, Source, Via, Write, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.planning.defined import computes_nothing
from nb2pipe.planning.definitions import Definitions
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.lines import only_part
from nb2pipe.syntax.scopes import names_of_block

_ROLES = (Role.STEP, Role.UNTAGGED, Role.DEFINITION)
#: Calls that make an empty container, or one of plain values.
_CONTAINERS = frozenset({"dict", "list", "set", "defaultdict", "OrderedDict", "deque", "Counter", "SimpleNamespace"})
_DISPLAYS = (cst.Dict, cst.List, cst.Set)


@dataclass(frozen=True, slots=True)
class _Registry:
    name: VarName
    #: The statement that binds it.
    home: Site
    #: Definitions that leave something with it.
    entries: frozenset[VarName]


def with_registries(
    analysis: Analysis, star_exports: Mapping[str, frozenset[str]], late_imports: frozenset[tuple[int, int]]
) -> tuple[Analysis, Definitions]:
    """The same facts, where registries that can stand at a module's top level are definitions that nothing changes."""
    definitions = Definitions(analysis, dict(star_exports), late_imports)
    found = (*_registries(analysis, definitions), *_tables(analysis, definitions))
    while found:
        changed = _as_definitions(analysis, found)
        together = _together(found)
        definitions = Definitions(changed, dict(star_exports), late_imports, together)
        closed = tuple(each for each in found if definitions.is_closed(each.name))
        if closed == found:
            return changed, definitions
        found = closed
        definitions = Definitions(analysis, dict(star_exports), late_imports)
    return analysis, definitions


def _registries(analysis: Analysis, definitions: Definitions) -> Iterator[_Registry]:
    for name in sorted(definitions.changed):
        home = _home(analysis, name) if not is_pseudo(name) and definitions.binds_once(name) else None
        entries = _entries(analysis, name, home) if home is not None else frozenset()
        if home is not None and entries:
            yield _Registry(name, home, entries)


def _tables(analysis: Analysis, definitions: Definitions) -> Iterator[_Registry]:
    """Displays such as `{"mean": np.mean, "span": lambda x: …}`, which another cell uses."""
    for facts in analysis.cells:
        for name, write in facts.writes.items() if facts.role in _ROLES else ():
            holds_lambdas = bool(write.uncrossable) and all(each.what == "lambda" for each in write.uncrossable)
            if not holds_lambdas or write.kind is not WriteKind.BIND or not definitions.binds_once(name):
                continue
            others = [other for other in analysis.cells if other.index != facts.index]
            is_used = any(name in other.reads for other in others)
            home = facts.statements[write.statement]
            writers = [each for each in facts.statements if name in each.writes]
            is_changed = writers != [home] or any(name in other.writes for other in others)
            if is_used and not is_changed and _displays(home.node):
                yield _Registry(name, Site(facts.index, home.index), frozenset())


def _displays(node: cst.BaseStatement) -> bool:
    """Whether it is `NAME = {…}` of parts that nothing computes before somebody calls them."""
    small = only_part(node)
    value = small.value if isinstance(small, (cst.Assign, cst.AnnAssign)) else None
    return isinstance(value, (*_DISPLAYS, cst.Tuple)) and computes_nothing(value)


def _home(analysis: Analysis, name: VarName) -> Site | None:
    """The statement that makes the registry, if all that it does is to make it."""
    for facts in analysis.cells:
        for statement in facts.statements if facts.role in _ROLES else ():
            if name in statement.writes and name in names_of_block([statement.node]).bound:
                is_class = isinstance(statement.node, cst.ClassDef) and statement.node.name.value == name
                return (
                    Site(facts.index, statement.index) if is_class or _makes(statement.node, name, analysis) else None
                )
    return None


def _makes(node: cst.BaseStatement, name: VarName, analysis: Analysis) -> bool:
    """Whether it is `NAME = {}`, another container, or an instance of a class of the notebook."""
    small = only_part(node)
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        target = small.targets[0].target
    elif isinstance(small, cst.AnnAssign):
        target = small.target
    else:
        return False
    if not isinstance(target, cst.Name) or target.value != name:
        return False
    if isinstance(small.value, _DISPLAYS):
        return True
    called = called_name(small.value) if isinstance(small.value, cst.Call) else ""
    return called in _CONTAINERS or any(
        isinstance(statement.node, cst.ClassDef) and statement.defines == called
        for facts in analysis.cells
        for statement in facts.statements
    )


def _entries(analysis: Analysis, name: VarName, home: Site) -> frozenset[VarName]:
    """The definitions that fill the registry; none if anything else changes it, or looks at it too early."""
    entries: dict[tuple[int, int], VarName] = {}
    readers: list[tuple[int, int]] = []
    for facts in analysis.cells:
        write = facts.writes.get(name)
        changing = [each for each in facts.statements if name in each.writes and (facts.index, each.index) != _at(home)]
        if write is not None and facts.index != home.cell and not (changing and _is_filled(facts, write, changing)):
            return frozenset()
        if changing and not _is_filled(facts, write, changing):
            return frozenset()
        entries.update({(facts.index, each.index): VarName(each.defines) for each in changing})
        readers += [(facts.index, each.index) for each in facts.statements if name in each.reads]
    last = max(entries, default=_at(home))
    too_early = any(place < last and place not in entries for place in readers)
    return frozenset() if too_early else frozenset(entries.values())


def _at(site: Site) -> tuple[int, int]:
    return (site.cell, site.statement)


def _is_filled(facts: CellFacts, write: Write | None, changing: Collection[StatementFacts]) -> bool:
    """Whether all that changes the registry in this cell are definitions, and surely so."""
    is_known = write is not None and not write.is_guess and write.kind is not WriteKind.JOIN
    is_code = all(isinstance(each.node, (cst.FunctionDef, cst.ClassDef)) for each in changing)
    return is_known and is_code and facts.role in _ROLES


def _together(found: Collection[_Registry]) -> Mapping[VarName, frozenset[VarName]]:
    """Each registry with its entries, and each entry with the registries that it is in."""
    mates: defaultdict[VarName, set[VarName]] = defaultdict(set)
    for registry in found:
        mates[registry.name] |= registry.entries
        for entry in registry.entries:
            mates[entry].add(registry.name)
    return {name: frozenset(others) for name, others in mates.items()}


def _as_definitions(analysis: Analysis, found: Collection[_Registry]) -> Analysis:
    registries = {each.name: each for each in found}
    return replace(analysis, cells=tuple(_settled(facts, registries) for facts in analysis.cells))


def _settled(facts: CellFacts, registries: Mapping[VarName, _Registry]) -> CellFacts:
    names = registries.keys()
    if names.isdisjoint((*facts.reads, *facts.writes)):
        return facts
    reads = {
        name: replace(
            read,
            producer=registries[name].home.cell,
            sources=(Source(registries[name].home.cell, Via.NAME),),
            binding=BindingKind.DEFINITION,
            site=registries[name].home,
        )
        if name in names and read.producer is not None
        else read
        for name, read in facts.reads.items()
    }
    writes = {
        name: _bound(write, name) if name in names else replace(write, shares_with=write.shares_with - names)
        for name, write in facts.writes.items()
        if name not in names or registries[name].home.cell == facts.index
    }
    statements = tuple(_statement(facts, each, registries) for each in facts.statements)
    return replace(facts, reads=reads, writes=writes, statements=statements)


def _bound(write: Write, name: VarName) -> Write:
    holds = frozenset({name})
    return replace(
        write,
        kind=WriteKind.BIND,
        passes=False,
        binding=BindingKind.DEFINITION,
        is_changed=False,
        holds=holds,
        shares_with=frozenset(),
    )


def _statement(facts: CellFacts, statement: StatementFacts, registries: Mapping[VarName, _Registry]) -> StatementFacts:
    made = next((r.name for r in registries.values() if _at(r.home) == (facts.index, statement.index)), None)
    writes = statement.writes - registries.keys()
    if made is not None:
        return replace(statement, defines=made, is_constant=False, writes=writes | {made})
    return replace(statement, writes=writes) if statement.defines else statement
