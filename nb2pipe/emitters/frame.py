"""Bodies of the steps of one module -> what the module binds at its top level, and what only in a function."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.emitters.bodies import Body, arguments_of
from nb2pipe.emitters.imports import by_name, clash, from_import, plain_import
from nb2pipe.emitters.scopes import names_read
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import Definition, Import, PipelinePlan
from nb2pipe.syntax.free_names import free_names

_BUILTINS = frozenset(vars(builtins))
#: What emitted code itself needs, by the name that it has where no variable of the notebook is called so.
_HELPERS = {
    "Any": ("typing", "Any"),
    "NamedTuple": ("typing", "NamedTuple"),
    "TYPE_CHECKING": ("typing", "TYPE_CHECKING"),
    "builtins": ("builtins", None),
    "copy": ("copy", None),
    "partial": ("functools", "partial"),
    "pickle": ("pickle", None),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The names of a step module."""

    imports: tuple[Import, ...]
    definitions: tuple[Definition, ...]
    #: Imports that a step does in its function, because its module means something else by the name.
    local_imports: Mapping[StepName, tuple[Import, ...]]
    #: Definitions of the module that a step's variables hide.
    hidden_definitions: Mapping[StepName, tuple[VarName, ...]]
    #: Builtins that the module's top level hides from a step.
    hidden_builtins: Mapping[StepName, tuple[VarName, ...]]
    #: Bound at the top level: imports, definitions, functions.
    top_level: frozenset[str]
    #: Helper -> the import that makes it usable, under a private name where the notebook uses the name.
    helpers: Mapping[str, Import]

    def helper(self, name: str) -> str:
        """The name of a helper (`copy`, `Any`) in this module."""
        return self.helpers[name].binds


def frame_of(plan: PipelinePlan, bodies: Sequence[Body]) -> Frame:
    """Decide where every import and definition of the module stands."""
    library = {definition.name for definition in plan.library}
    definitions = ordered_definitions([each for body in bodies for each in body.step.definitions])
    own = {definition.name for definition in definitions}
    fixed = [each for definition in definitions for each in definition.imports]
    late = sorted({name for definition in definitions for name in definition.needs if name in library - own})
    fixed += [from_import(f"{plan.name}.library", name) for name in late]

    check_imports(fixed)

    statements = own | {body.step.function for body in bodies}
    top: list[Import] = list(dict.fromkeys(fixed))
    local: dict[StepName, tuple[Import, ...]] = {}
    for body in bodies:
        inside = []
        for wanted in _wanted_imports(plan, body):
            # An argument of that name is what the step's own code means.
            bound = body.scope.bound - {each.name for each in arguments_of(body.step)}
            if wanted in top and wanted.binds not in bound:
                continue
            fits = not any(clash(wanted, other) for other in top) and wanted.binds not in statements
            alone = wanted.binds not in _BUILTINS or (len(bodies) == 1 and not definitions)
            if fits and alone and wanted.binds not in bound:
                top.append(wanted)
            else:
                inside.append(wanted)
        local[body.step.name] = tuple(inside)
    names = frozenset({each.binds for each in top} | statements)
    return Frame(
        imports=tuple(top),
        definitions=definitions,
        local_imports=local,
        hidden_definitions={body.step.name: _hidden_definitions(body) for body in bodies},
        hidden_builtins={body.step.name: _hidden_builtins(plan, body, names) for body in bodies},
        top_level=names,
        helpers=_helpers(top, local, statements.union(*(body.scope.bound for body in bodies))),
    )


def ordered_definitions(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """Each definition once, after those that it needs when it is made; otherwise as the notebook has them."""
    by_definition: dict[VarName, Definition] = {}
    for each in sorted(definitions, key=lambda definition: (definition.cell, definition.place)):
        known = by_definition.setdefault(each.name, each)
        if known is not each and not known.statement.deep_equals(each.statement):
            raise ValueError(f"a module cannot hold two definitions of {each.name!r}")
    order: dict[VarName, Definition] = {}
    visiting: set[VarName] = set()

    def place(name: VarName) -> None:
        if name in order or name in visiting or name not in by_definition:
            return
        visiting.add(name)
        early = free_names([by_definition[name].statement]).early
        for needed in by_definition[name].needs:
            if needed in early:
                place(needed)
        order[name] = by_definition[name]

    for name in by_definition:
        place(name)
    return tuple(order.values())


def check_imports(imports: Sequence[Import]) -> None:
    """Raise ValueError if two imports cannot stand at one top level."""
    for index, each in enumerate(imports):
        for other in imports[:index]:
            if clash(each, other):
                raise ValueError(f"definitions of one module mean two things by {each.binds!r}")


def definition_statements(definitions: Iterable[Definition]) -> list[tuple[Definition, cst.BaseStatement]]:
    """The statements of the definitions; one that defines several names once."""
    found: list[tuple[Definition, cst.BaseStatement]] = []
    for each in definitions:
        if not any(each.cell == other.cell and each.statement.deep_equals(statement) for other, statement in found):
            found.append((each, each.statement))
    return found


def _wanted_imports(plan: PipelinePlan, body: Body) -> list[Import]:
    library = [from_import(f"{plan.name}.library", name) for name in body.step.from_library]
    return [*body.imports, *library]


def _hidden_definitions(body: Body) -> tuple[VarName, ...]:
    read = names_read(body.statements) | {output.name for output in body.step.outputs}
    return tuple(sorted(each.name for each in body.step.definitions if each.name in body.scope.bound & read))


def _hidden_builtins(plan: PipelinePlan, body: Body, top_level: frozenset[str]) -> tuple[VarName, ...]:
    meant = {each.binds for each in _wanted_imports(plan, body)} | {each.name for each in body.step.definitions}
    masked = body.scope.free & _BUILTINS & top_level - meant
    return tuple(sorted({VarName(name) for name in masked} | set(body.step.shadowed_builtins)))


def _helpers(
    top: Sequence[Import], local: Mapping[StepName, tuple[Import, ...]], taken: frozenset[str] | set[str]
) -> Mapping[str, Import]:
    inside = {each.binds for imports in local.values() for each in imports}
    known = by_name(top)
    helpers: dict[str, Import] = {}
    for name, (module, member) in _HELPERS.items():
        public = from_import(module, member) if member else plain_import(module)
        alias = name
        while alias in taken or alias in inside or known.get(alias, public) != public:
            alias = f"_{alias}"
        helpers[name] = Import(VarName(alias), module, member)
    return helpers
