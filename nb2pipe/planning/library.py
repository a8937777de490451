"""Closed definitions -> the module that uses them, or the library if several do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Definition, Import, Step
from nb2pipe.planning.body_names import used_names
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.handing import FreedFunction
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line


def place_definitions(
    shop: Workshop, steps: Sequence[Step], freed: Sequence[FreedFunction] = ()
) -> tuple[tuple[Step, ...], tuple[Definition, ...], tuple[Import, ...]]:
    """Give every closed definition and every function that left its steps a place.

    Steps come back with theirs, or with what they take from the library.
    """
    definitions = shop.definitions
    common = [each.definition for each in freed if len(each.kinds) > 1]
    steps = _with_own(steps, [each.definition for each in freed if len(each.kinds) == 1])
    wanted = [_wanted(definitions, step) for step in steps]
    kinds: defaultdict[VarName, set[str]] = defaultdict(set)
    for step, names in zip(steps, wanted, strict=True):
        for name in names:
            # One statement may define several names, and stands in one place.
            for each in {name, *definitions.defined[name][0].group}:
                kinds[each].add(step.kind.value)
    shared = {name for name, users in kinds.items() if len(users) > 1}
    shared |= {name for each in common for name in each.needs if definitions.is_closed(name)}
    shared = {inner for name in shared for inner in _closure(definitions, {name})}
    placed: set[VarName] = set()
    rebuilt: list[Step] = []
    for step, names in zip(steps, wanted, strict=True):
        own = [name for name in _ordered(definitions, names - shared) if name not in placed]
        placed.update(inner for name in own for inner in (name, *definitions.defined[name][0].group))
        placed_here = (*(_definition(definitions, name) for name in own), *step.definitions)
        taken = (_direct(definitions, step, names) & shared) | _called(step, common)
        taken -= _arguments(step) - {needed for each in placed_here for needed in each.needs}
        rebuilt.append(replace(step, definitions=placed_here, from_library=tuple(sorted(taken))))
    library = (*(_definition(definitions, name) for name in _ordered(definitions, shared)), *common)
    imports = sorted({item for definition in library for item in definition.imports})
    return tuple(rebuilt), library, tuple(imports)


def _with_own(steps: Sequence[Step], functions: Sequence[Definition]) -> list[Step]:
    """The steps, each function with the first that calls it, directly or not; others of its module find it there."""
    left = {each.name: each for each in functions}
    rebuilt: list[Step] = []
    for step in steps:
        own: list[Definition] = []
        pending = list(_called(step, functions))
        while pending:
            found = left.pop(pending.pop(), None)
            if found is not None:
                own.append(found)
                pending += found.needs
        rebuilt.append(replace(step, definitions=(*step.definitions, *sorted(own, key=functions.index))))
    return rebuilt


def _arguments(step: Step) -> set[VarName]:
    """What the step's function is given under names that the library may have as well."""
    return {each.name for each in step.inputs} | {each.name for each in step.parameters}


def _called(step: Step, functions: Sequence[Definition]) -> set[VarName]:
    used = used_names(step.body) | free_names([each.statement for each in step.definitions]).all
    return {each.name for each in functions} & {VarName(name) for name in used}


def _wanted(definitions: Definitions, step: Step) -> set[VarName]:
    named = _named(step) | ({output.name for output in step.outputs} & definitions.beside_functions)
    used = {VarName(n) for n in named if n in definitions.defined and definitions.is_closed(n)}
    own_values = {name for name in used - definitions.beside_functions if not definitions.defined[name][0].moves}
    return _closure(definitions, used - own_values)


def _named(step: Step) -> set[str]:
    """Names that the step's function uses, and the functions that it gives away."""
    given = [definition.statement for definition in step.definitions]
    offered = {output.name for output in step.outputs if output.binds is not None}
    return used_names(step.body) | free_names(given).all | offered


def _direct(definitions: Definitions, step: Step, names: set[VarName]) -> set[VarName]:
    """Names that the step's module mentions itself, in its bodies or in its own definitions."""
    used = {VarName(n) for n in _named(step)}
    for name in names:
        used |= set(definitions.needs_of(name)[0])
    return (used | names) & names


def _closure(definitions: Definitions, names: set[VarName]) -> set[VarName]:
    seen, stack = set(names), list(names)
    while stack:
        for inner in definitions.taken_along(stack.pop()):
            if inner not in seen:
                seen.add(inner)
                stack.append(inner)
    return seen


def _ordered(definitions: Definitions, names: set[VarName]) -> list[VarName]:
    """In the notebook's order, in which what is needed early stands above; one name for each statement."""
    firsts = {min(definitions.defined[n][0].group & names, default=n) for n in names}
    return sorted(firsts, key=lambda n: (definitions.defined[n][0].cell, definitions.defined[n][0].statement))


def _definition(definitions: Definitions, name: VarName) -> Definition:
    own = definitions.defined[name][0]
    needs, imports = definitions.needs_of(name)
    return Definition(name, on_own_line(own.node), own.cell, needs, imports, place=own.statement)
