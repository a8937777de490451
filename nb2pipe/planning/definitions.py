"""Functions, classes, imports and constants of the notebook: which of them can stand at a module's top level.

A definition is *closed* if everything it names is a builtin, a stable import, a constant or another closed
definition, and if nothing changes its state. Closed definitions become module-level code, so that they can be
imported and their instances unpickled; all others stay inside the steps that give their free names a meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import libcst as cst

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Import
from nb2pipe.planning.defined import (
    BUILTINS,
    Defined,
    Imported,
    imports_in,
    is_attached,
    is_pure,
    only_sets,
    say_the_same,
    submodules_of,
)
from nb2pipe.syntax.formulas import names_in_formulas
from nb2pipe.syntax.free_names import FreeNames, free_names
from nb2pipe.syntax.scopes import names_of_block

NOTHING_TOGETHER: Mapping[VarName, frozenset[VarName]] = {}


class Definitions:
    """All definitions and imports of a notebook, and which of them are closed."""

    def __init__(
        self,
        analysis: Analysis,
        star_exports: dict[str, frozenset[str]],
        late_imports: frozenset[tuple[int, int]],
        together: Mapping[VarName, frozenset[VarName]] = NOTHING_TOGETHER,
    ) -> None:
        #: A registry -> what enters itself there, and the other way round.
        self._together = together
        self.defined: defaultdict[VarName, list[Defined]] = defaultdict(list)
        self.imported: defaultdict[VarName, list[Imported]] = defaultdict(list)
        self._binders: defaultdict[VarName, set[tuple[int, int]]] = defaultdict(set)
        self.changed: set[VarName] = set()
        #: A class or function -> definitions that leave something with it as they are made, and what is set on it.
        self._registered: defaultdict[VarName, list[tuple[int, StatementFacts]]] = defaultdict(list)
        self._late_imports = late_imports
        self._closed: dict[VarName, bool] = {}
        self._bound = frozenset(name for facts in analysis.cells for name in facts.defs)
        for facts in analysis.cells:
            self._collect(facts, star_exports)
        #: Dotted path -> an import of any code of the notebook that may load the module of that path.
        self.loaded = dict(submodules_of(analysis))
        self._builtin_reads = self._names_read_as_builtins(analysis)

    def _collect(self, facts: CellFacts, star_exports: dict[str, frozenset[str]]) -> None:
        for statement in facts.statements:
            names = names_of_block([statement.node])
            bound = names.local | free_names([statement.node]).binds
            for name in bound:
                self._binders[VarName(name)].add((facts.index, statement.index))
            self._note_changes(facts, statement, bound)
            if facts.role is Role.SKIP and not statement.is_import:
                continue
            if statement.is_import:
                for item in imports_in(statement.node, star_exports):
                    self.imported[item.binds].append(Imported(item, facts.index, statement.index, statement.node))
                    self._binders[item.binds].add((facts.index, statement.index))
            elif statement.alternatives:
                group = frozenset(VarName(n) for n in statement.alternatives)
                free = free_names([statement.node])
                for name in sorted(group):
                    self.defined[name].append(
                        Defined(
                            name,
                            facts.index,
                            statement.index,
                            statement.node,
                            free,
                            group=group,
                        )
                    )
            elif statement.defines or statement.is_constant:
                name = VarName(statement.defines or next(iter(names.local)))
                free = self._with_formulas(statement.node, free_names([statement.node]))
                self.defined[name].append(
                    Defined(
                        name,
                        facts.index,
                        statement.index,
                        statement.node,
                        free,
                        is_constant=statement.is_constant,
                        in_step=facts.role is Role.STEP,
                        is_pure=is_pure(facts, statement, name),
                        asks_for_folder=statement.asks_for_folder,
                        only_sets=only_sets(facts, statement, name),
                    )
                )
        for name, write in facts.writes.items():
            if write.kind.value in ("mutate", "alias") and not write.is_guess:
                self.changed.add(name)
            if facts.role is Role.PARAMETERS and write.binding is BindingKind.VALUE:
                self._binders[name].add((-1, facts.index))

    def _with_formulas(self, node: cst.BaseStatement, free: FreeNames) -> FreeNames:
        """With what formulas in a function's body call of the notebook."""
        called = names_in_formulas(node) & self._bound
        return replace(free, late=free.late | called) if called else free

    def _note_changes(self, facts: CellFacts, statement: StatementFacts, bound: Collection[str]) -> None:
        """`class B(A)` may register itself with `A`, and a decorated function with its decorator."""
        for name in statement.writes - set(bound):
            write = facts.writes.get(name)
            if write is None or not write.is_guess:
                self.changed.add(name)
            if statement.defines or (facts.role is not Role.STEP and is_attached(statement.node, name)):
                self._registered[name].append((facts.index, statement))

    def registered_with(self, name: str, cell: int) -> Iterator[tuple[int, StatementFacts]]:
        """Cells and statements, up to a cell, that leave something with this definition.

        They are definitions that do so when they are made, and attributes that are set on it outside all steps.
        """
        for at, statement in self._registered.get(VarName(name), ()):
            if at <= cell and (statement.defines or self._names_definitions(statement)):
                yield at, statement

    def named_by_registered(self, name: str, cell: int) -> frozenset[str]:
        """Names of the notebook that those statements define, or that what they set on the definition uses."""
        names: set[str] = set()
        for _, statement in self.registered_with(name, cell):
            names |= {statement.defines} if statement.defines else free_names([statement.node]).all
        return frozenset(each for each in names - {name} if not self._is_outside(each))

    def _names_definitions(self, statement: StatementFacts) -> bool:
        names = free_names([statement.node]).all
        return all(self._is_outside(name) or self.defined.get(VarName(name)) for name in names)

    def _names_read_as_builtins(self, analysis: Analysis) -> frozenset[str]:
        """Builtin names that some cell reads before the notebook binds them."""
        found: set[str] = set()
        bound: set[str] = set()
        for facts in analysis.cells:
            for statement in facts.statements:
                if not statement.is_import:
                    found.update(name for name in free_names([statement.node]).all if name in BUILTINS - bound)
            bound.update(facts.defs)
        return frozenset(found)

    def binds(self, name: str) -> bool:
        """Whether the notebook binds the name anywhere."""
        return VarName(name) in self._binders

    def binds_once(self, name: str) -> bool:
        """Whether one statement of the notebook binds the name, and no other."""
        return self.binds_by(name) == 1

    def binds_by(self, name: str) -> int:
        """How many statements of the notebook bind the name."""
        return len(self._binders.get(VarName(name), ()))

    def at(self, name: str, cell: int) -> Defined | None:
        """The definition of a name that a cell sees when it runs (its own included)."""
        found = [d for d in self.defined.get(VarName(name), ()) if d.cell <= cell]
        return found[-1] if found else None

    def import_at(self, name: str, cell: int) -> Imported | None:
        """The import of a name that a cell sees when it runs (its own included)."""
        found = [i for i in self.imported.get(VarName(name), ()) if i.cell <= cell]
        return found[-1] if found else None

    def is_stable_import(self, name: str) -> bool:
        """Whether the name means the same import everywhere, so that it can be hoisted."""
        found = self.imported.get(VarName(name), ())
        if not found or name in self._builtin_reads:
            return False
        places = {(i.cell, i.statement) for i in found}
        roots = all(i.item.member is None and i.item.binds == i.item.root for i in found)
        same = len({i.item for i in found}) == 1 or (roots and len({i.item.root for i in found}) == 1)
        return same and self._binders[VarName(name)] <= places and not places & self._late_imports

    def is_closed(self, name: str) -> bool:
        """Whether the definition can stand at a module's top level."""
        known = self._closed.get(VarName(name))
        if known is None:
            component = self._reachable(name)
            known = all(self._stands_alone(other) for other in component)
            if known:
                for other in component:
                    self._closed[other] = True
            self._closed[VarName(name)] = known
        return known

    @cached_property
    def beside_functions(self) -> frozenset[VarName]:
        """Constants of steps that functions and classes at a module's top level use: they stand there, too."""
        pending = [name for name, found in self.defined.items() if not found[0].is_constant and self.is_closed(name)]
        seen: set[VarName] = set()
        while pending:
            needed = self.taken_along(pending.pop()) - seen
            seen |= needed
            pending += needed
        return frozenset(name for name in seen if not self.defined[name][0].moves)

    def why_inside(self, name: str) -> str:
        """Why a definition that is not closed stays inside the steps."""
        if len(self._binders[VarName(name)]) > 1:
            return "the notebook binds more than once"
        for other in sorted(self._reachable(name) & self.changed & self.defined.keys()):
            return "the notebook changes" if other == name else f"uses `{other}`, which the notebook changes"
        variables = sorted(self._reachable(name) - self.defined.keys())
        return f"looks up `{variables[0]}`, a variable of the notebook" if variables else "stays inside the steps"

    def why_held(self, held: Collection[VarName]) -> str:
        """Why a value that holds these functions and classes stays inside its step, as a clause; empty if it may go."""
        for name in sorted(held):
            if name not in self.defined:
                return f"holds `{name}`, which is defined inside other code"
            if not self.is_closed(name):
                return f"holds `{name}`, which {self.why_inside(name)}"
        return ""

    def looked_up_by(self, name: str) -> frozenset[VarName]:
        """Variables that a definition looks up when it is called, itself or through others."""
        is_closed = self.is_closed(name)
        return frozenset() if is_closed else frozenset(self._reachable(name) - self.defined.keys())

    def _reachable(self, name: str) -> set[VarName]:
        seen = {VarName(name)}
        stack = [VarName(name)]
        while stack:
            name = stack.pop()
            mates = self._together.get(VarName(name), frozenset())
            for defined in self.defined.get(VarName(name), ()):
                for other in defined.free.all | mates:
                    is_new = VarName(other) not in seen and not self._is_outside(other)
                    if is_new:
                        seen.add(VarName(other))
                        stack.append(VarName(other))
        return seen

    def _is_outside(self, name: str) -> bool:
        return self.is_stable_import(name) or (name in BUILTINS and VarName(name) not in self._binders)

    def _stands_alone(self, name: VarName) -> bool:
        found = self.defined.get(name, [])
        if not found or name in self.changed or name in self._builtin_reads or not say_the_same(found):
            return False
        own = found[0]
        only_bindings = self._binders[name] == {(each.cell, each.statement) for each in found}
        can_stand = all(each.is_pure and not each.asks_for_folder for each in found)
        return only_bindings and can_stand and own.free.binds <= {name} | own.group

    def named_with(self, name: str) -> frozenset[VarName]:
        """The name, and those that its statement defines as well."""
        return frozenset({VarName(name)}).union(*(each.group for each in self.defined.get(VarName(name), ())))

    def needs_of(self, name: str) -> tuple[tuple[VarName, ...], tuple[Import, ...]]:
        """Definitions and imports that a closed definition names directly."""
        defined = self.defined[VarName(name)][0]
        others = defined.free.all - {name, *defined.group}
        needs = tuple(sorted(VarName(n) for n in others if self._is_definition(n)))
        stable = [n for n in defined.free.all if self.is_stable_import(n)]
        imports = {i.item for n in stable for i in self.imported[VarName(n)]}
        return needs, tuple(sorted(imports, key=lambda item: (item.module, item.binds)))

    def taken_along(self, name: str) -> frozenset[VarName]:
        """Definitions that must stand wherever a closed definition does."""
        return self._together.get(VarName(name), frozenset()).union(self.needs_of(name)[0])

    def _is_definition(self, name: str) -> bool:
        return bool(self.defined.get(VarName(name))) and not self.is_stable_import(name)

    def late_values(self, defined: Defined) -> frozenset[str]:
        """Free names of a definition that are no builtins and no stable imports."""
        return frozenset(n for n in defined.free.all if not self._is_outside(n))
