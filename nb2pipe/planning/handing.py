"""Functions inside steps, whose variables they use -> functions of a module that are handed these by name.

A function of the notebook that looks up variables can stand in no module; it stays in the steps that call it. Where
every use is a call, and the variables are bound for good by then, it leaves them: `score(x)` becomes
`score(x, limit=limit)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import Definition, Fragment, Import, Step
from nb2pipe.planning.body_names import bound_names, declared_global, used_names
from nb2pipe.planning.defined import BUILTINS, is_same_code
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.helpers import is_same_function
from nb2pipe.planning.lifting import with_keywords
from nb2pipe.planning.offers import LOOKING_AROUND, only_sets_mode
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.calling import CALLERS, PARTIAL, names_function_in_text, with_arguments
from nb2pipe.syntax.formulas import names_in_formulas
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import names_of_block, target_names


@dataclass(frozen=True, slots=True)
class FreedFunction:
    """A function that has left its steps."""

    definition: Definition
    #: The kinds of the steps that call it.
    kinds: frozenset[StepKind]


def free_functions(shop: Workshop, steps: Sequence[Step]) -> tuple[tuple[Step, ...], tuple[FreedFunction, ...]]:
    """Take out of the steps the functions that can be handed what they use; the steps come back with other calls."""
    current, freed = _without_helpers(steps)
    while True:
        found = next(_freeable(shop, current, freed), None)
        if found is None:
            return current, tuple(freed.values())
        function, current = found
        freed[function.definition.name] = function


def _without_helpers(steps: Sequence[Step]) -> tuple[tuple[Step, ...], dict[VarName, FreedFunction]]:
    """Take the helpers of functions that serve steps give away out of the steps: several may have the same."""
    found: dict[VarName, FreedFunction] = {}
    for step in steps:
        for each in step.definitions:
            if each.takes:
                kinds = found[each.name].kinds if each.name in found else frozenset[StepKind]()
                found[each.name] = FreedFunction(each, kinds | {step.kind})
    others = (tuple(each for each in step.definitions if not each.takes) for step in steps)
    return tuple(replace(step, definitions=own) for step, own in zip(steps, others, strict=True)), found


def _freeable(
    shop: Workshop, steps: Sequence[Step], freed: dict[VarName, FreedFunction]
) -> Iterator[tuple[FreedFunction, tuple[Step, ...]]]:
    for name in dict.fromkeys(each.name.value for step in steps for each in _functions(step)):
        holders = [step for step in steps if any(each.name.value == name for each in _functions(step))]
        node = _same_in_all(shop, name, holders)
        if node is None or not _is_of_steps_alone(shop, name, steps, holders):
            continue
        takes = {_variables(shop.definitions, node, step, freed) for step in holders}
        names = next(iter(takes))
        if len(takes) > 1 or not names or not all(_is_settled(step, name, names) for step in holders):
            continue
        changed = {step.name: _without(step, name, names, shop.definitions) for step in holders}
        if all(each is not None for each in changed.values()):
            definition = _definition(shop, holders[0], node, names, freed)
            kinds = frozenset(step.kind for step in holders)
            if known := freed.get(VarName(name)):
                if not is_same_function(known.definition, definition):
                    continue
                kinds |= known.kinds
            yield FreedFunction(definition, kinds), tuple(changed.get(step.name) or step for step in steps)


def _functions(step: Step) -> Iterator[cst.FunctionDef]:
    return (each for fragment in step.body for each in fragment.statements if isinstance(each, cst.FunctionDef))


def _same_in_all(shop: Workshop, name: str, holders: Sequence[Step]) -> cst.FunctionDef | None:
    """The plain function of that name that all of the steps define, once each."""
    found = [each for step in holders for each in _functions(step) if each.name.value == name]
    binders = [each for step in holders for each in _binders(step, name)]
    node = found[0]
    is_plain = node.asynchronous is None and node.params.star_kwarg is None
    is_plain = is_plain and all(only_sets_mode(each, shop.definitions) for each in node.decorators)
    return node if is_plain and len(binders) == len(holders) and is_same_code(found) else None


def _is_of_steps_alone(shop: Workshop, name: str, steps: Sequence[Step], holders: Sequence[Step]) -> bool:
    """Whether the name means this function, and nothing else, to every step that knows it."""
    if VarName(name) in shop.definitions.changed or name in BUILTINS:
        return False
    for step in steps:
        outputs = {each.name for each in step.outputs}
        if name in outputs | _taken(step) | declared_global(step.body):
            return False
        if step not in holders and name in used_names(step.body) | bound_names(step.body):
            return False
    return True


def _variables(
    definitions: Definitions, node: cst.FunctionDef, step: Step, freed: dict[VarName, FreedFunction]
) -> tuple[VarName, ...]:
    """The step's variables that the function uses; none where it uses them in another way than by their names."""
    free = free_names([node])
    own = _taken(step) | bound_names(step.body)
    variables = free.late & own - {node.name.value}
    elsewhere = free.all - variables - {node.name.value}
    is_known = all(
        name not in own and (definitions.is_stable_import(name) or _is_at_top_level(definitions, name, freed))
        for name in elsewhere
    )
    looks_around = free.all & LOOKING_AROUND or names_function_in_text(node) or names_in_formulas(node)
    if not is_known or looks_around or free.binds - {node.name.value} or free.early & variables:
        return ()
    return tuple(sorted(map(VarName, variables)))


def _is_at_top_level(definitions: Definitions, name: str, freed: dict[VarName, FreedFunction]) -> bool:
    if VarName(name) in freed or (name in BUILTINS and not definitions.binds(name)):
        return True
    return VarName(name) in definitions.defined and definitions.is_closed(name)


def _taken(step: Step) -> set[str]:
    return {each.name for each in step.inputs} | {each.name for each in step.parameters}


def _is_settled(step: Step, function: str, variables: Sequence[VarName]) -> bool:
    """Whether the variables are bound above the first use of the function, and never again."""
    statements = [each for fragment in step.body for each in fragment.statements]
    used = [
        place
        for place, each in enumerate(statements)
        if function in free_names([each]).all and not _defines(each, function)
    ]
    first = min(used, default=len(statements))
    through_global = declared_global(step.body)
    for name in variables:
        places = [place for place, each in enumerate(statements) if name in names_of_block([each]).bound]
        is_given = name in _taken(step) and not places
        is_bound_once = len(places) == 1 and places[0] < first and name not in _taken(step)
        is_simple = all(_assigns(statements[place], name) for place in places)
        if name in through_global or not (is_given or (is_bound_once and is_simple)):
            return False
    return True


def _assigns(statement: cst.BaseStatement, name: str) -> bool:
    """Whether it is `name = …`, after which the name is surely bound."""
    for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
        if isinstance(small, cst.Assign) and any(name in target_names(each.target) for each in small.targets):
            return True
        if isinstance(small, cst.AnnAssign) and small.value is not None and name in target_names(small.target):
            return True
    return False


def _defines(statement: cst.BaseStatement, function: str) -> bool:
    return isinstance(statement, cst.FunctionDef) and statement.name.value == function


def _binders(step: Step, name: str) -> list[cst.BaseStatement]:
    statements = (each for fragment in step.body for each in fragment.statements)
    return [each for each in statements if name in names_of_block([each]).bound]


def _without(step: Step, function: str, variables: Sequence[VarName], definitions: Definitions) -> Step | None:
    """The step with the function's calls changed and the function gone; None if that is not safe."""
    body: list[Fragment] = []
    for fragment in step.body:
        kept: list[cst.BaseStatement] = []
        for statement in fragment.statements:
            changed = with_arguments(statement, function, variables)
            if changed is None:
                return None
            if not _defines(statement, function):
                kept.append(changed)  # type: ignore[arg-type]  # a statement stays one
        if kept or fragment.trailing or fragment.closes_figures:
            body.append(replace(fragment, statements=tuple(kept)))
    no_longer = used_names(step.body) - used_names(body)
    imports = tuple(each for each in step.imports if each.binds not in no_longer)
    if PARTIAL in used_names(body) - used_names(step.body):
        if definitions.binds(PARTIAL) or _has_callers_of_its_own(definitions):
            return None
        imports = (*imports, Import(VarName(PARTIAL), "functools", PARTIAL))
    return replace(step, body=tuple(body), imports=imports)


def _has_callers_of_its_own(definitions: Definitions) -> bool:
    """Whether the notebook means something of its own by `map`, `filter` or `apply`, which may ask for more."""
    members = [
        names_of_block([each.node.body]).bound
        for found in definitions.defined.values()
        for each in found
        if isinstance(each.node, cst.ClassDef)
    ]
    is_own_method = any(CALLERS & bound for bound in members)
    return is_own_method or any(definitions.binds(name) for name in CALLERS)


def _definition(
    shop: Workshop,
    step: Step,
    node: cst.FunctionDef,
    variables: tuple[VarName, ...],
    freed: dict[VarName, FreedFunction],
) -> Definition:
    """The function as it stands at the top level of a module."""
    function = cst.ensure_type(with_arguments(node, node.name.value, variables), cst.FunctionDef)
    function = function.with_changes(params=with_keywords(function.params, variables))
    used = free_names([function]).all - {node.name.value, *variables}
    imports: set[Import] = set()
    for name in used:
        if shop.definitions.is_stable_import(name):
            imports |= {each.item for each in shop.definitions.imported[VarName(name)]}
    needs = {
        VarName(name)
        for name in used
        if VarName(name) in freed or (name in shop.definitions.defined and shop.definitions.is_closed(name))
    }
    order = sorted(imports, key=lambda item: (item.module, item.binds))
    cell = next(fragment.cell for fragment in step.body if node in fragment.statements)
    name = VarName(node.name.value)
    own = shop.definitions.at(name, cell)
    place = own.statement if own is not None else 0
    return Definition(name, function, cell, tuple(sorted(needs)), tuple(order), variables, place=place)
