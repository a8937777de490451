"""Functions that a serve step defines for others to call: `def predict(rows): ...` at the end of a notebook.

No cell of a step calls such a function, so nothing of the notebook's values would need it; it is what the step is for.
It leaves its step as a function of its module, with the values that it uses bound to it.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import StepKind
from nb2pipe.planning.defined import Defined
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.lambdas import function_in
from nb2pipe.planning.timeline import Timeline
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import dotted_name, names_of_function, parameter_nodes
from nb2pipe.syntax.walk import walk

#: Calls of these see the names around them, which are others once the function stands alone.
LOOKING_AROUND = frozenset({"globals", "locals", "vars", "dir", "eval", "exec"})
#: Decorators that change neither what a function is given nor what it gives.
_MODES = frozenset({"torch.no_grad", "torch.inference_mode", "torch.enable_grad", "numpy.errstate"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A function that its step gives away."""

    function: Defined
    #: Variable that it needs, directly or through its helpers -> the cell that made it.
    values: Mapping[VarName, int] = field(default_factory=dict)
    #: Those of them that its code names, so that they become parameters.
    bound: tuple[VarName, ...] = ()
    #: Functions that it calls and that use variables as well.
    helpers: tuple[Defined, ...] = ()
    #: Parameters whose defaults are computed from variables -> the default as source.
    defaults: Mapping[VarName, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offers:
    """What serve steps offer, and what they cannot."""

    by_cell: Mapping[int, tuple[Offer, ...]]
    #: Cell and name of a function that has to stay behind -> the reason.
    kept_back: Mapping[tuple[int, VarName], str]

    def of_cell(self, cell: int) -> tuple[Offer, ...]:
        """The offers of a cell."""
        return self.by_cell.get(cell, ())


class _StaysError(Exception):
    """Why a function cannot leave its step."""


def find_offers(analysis: Analysis, timeline: Timeline, definitions: Definitions) -> Offers:
    """Look through the cells of serve steps."""
    by_cell: dict[int, tuple[Offer, ...]] = {}
    kept_back: dict[tuple[int, VarName], str] = {}
    for facts in analysis.cells:
        if facts.role is not Role.STEP or facts.tag is None or facts.tag.kind is not StepKind.SERVE:
            continue
        found: list[Offer] = []
        for function in _uncalled(analysis, facts, definitions):
            try:
                calls = tuple(_calls_of(analysis, function.name))
                found.append(_Gathering(timeline, definitions, function, calls).run())
            except _StaysError as reason:
                kept_back[facts.index, function.name] = str(reason)
        if found:
            by_cell[facts.index] = tuple(found)
    return Offers(by_cell, kept_back)


def _uncalled(analysis: Analysis, facts: CellFacts, definitions: Definitions) -> Iterator[Defined]:
    """Functions of the cell whose names nothing that computes mentions."""
    for statement in facts.statements:
        name = statement.defines
        known = definitions.defined.get(VarName(name), [])
        is_only = _is_last(analysis, facts, statement, known) and definitions.binds_by(name) == len(known)
        is_public = function_in(statement.node) is not None and not name.startswith("_")
        others = _computing(analysis, facts, statement)
        if is_public and is_only and not any(_mentions(other, name) for other in others):
            yield known[-1]


def _is_last(analysis: Analysis, facts: CellFacts, statement: StatementFacts, known: Sequence[Defined]) -> bool:
    """Whether it is the only definition of its name, or the last of several that one step has tried out."""
    if not known or (known[-1].cell, known[-1].statement) != (facts.index, statement.index):
        return False
    tags = {each.index: each.tag for each in analysis.cells}
    return all(tags[each.cell] == facts.tag and function_in(each.node) is not None for each in known)


def _computing(analysis: Analysis, cell: CellFacts, own: StatementFacts) -> Iterator[StatementFacts]:
    """Statements that compute; a function of another step that calls this one takes it along."""
    for facts in analysis.cells:
        if facts.role not in (Role.REPORT, Role.SKIP):
            for each in facts.statements:
                is_elsewhere = bool(each.defines) and facts.tag not in (None, cell.tag)
                if each is not own and not each.is_display and not is_elsewhere:
                    yield each


def _mentions(statement: StatementFacts, name: str) -> bool:
    return name in free_names([statement.node]).all


class _Gathering:
    """What one function needs in order to stand alone."""

    def __init__(
        self, timeline: Timeline, definitions: Definitions, function: Defined, calls: Sequence[cst.Call]
    ) -> None:
        self._timeline, self._definitions, self._function, self._calls = timeline, definitions, function, calls
        self._values: dict[VarName, int] = {}
        self._bound: set[VarName] = set()
        self._helpers: dict[VarName, Defined] = {}

    def run(self) -> Offer:
        if self._definitions.is_closed(self._function.name):
            if not isinstance(self._function.node, cst.FunctionDef):
                raise _StaysError("a lambda has no name by which it can be found again; write it with `def`")
            return Offer(self._function)
        node = _function_of(self._function)
        defaults = dict(self._computed_defaults(node))
        self._ensure_nobody_gives_them_by_position(node.params, defaults)
        pending = [self._function]
        while pending:
            pending += self._look_into(pending.pop())
        self._ensure_helpers_see_no_locals(node)
        helpers = sorted(self._helpers.values(), key=lambda each: (each.cell, each.statement))
        return Offer(self._function, self._values, tuple(sorted(self._bound)), tuple(helpers), defaults)

    def _computed_defaults(self, node: cst.FunctionDef) -> Iterator[tuple[VarName, str]]:
        """Defaults that use variables; they are computed where the function is defined."""
        late = self._definitions.late_values(self._function)
        for parameter in parameter_nodes(node.params):
            used = free_names([parameter.default]).all & late if parameter.default is not None else set()
            used = {name for name in used if not self._is_closed(name)}
            for name in sorted(used):
                self._add_value(name)
            if used and parameter.default is not None:
                yield VarName(parameter.name.value), cst.Module([]).code_for_node(parameter.default)

    def _ensure_nobody_gives_them_by_position(self, parameters: cst.Parameters, computed: Collection[str]) -> None:
        """A parameter whose default is computed becomes keyword-only, with all that follow it."""
        order = [each.name.value for each in (*parameters.posonly_params, *parameters.params)]
        first = next((place for place, name in enumerate(order) if name in computed), None)
        if first is None:
            return
        takes_more = isinstance(parameters.star_arg, cst.Param) or first < len(parameters.posonly_params)
        if takes_more or any(_given_by_position(call) > first for call in self._calls):
            raise _StaysError(f"`{order[first]}`, whose default is computed from variables, can be given by position")

    def _look_into(self, defined: Defined) -> list[Defined]:
        """Take up the variables that a function uses; return the helpers that are new."""
        node = _function_of(defined)
        if not all(only_sets_mode(each, self._definitions) for each in node.decorators):
            raise _StaysError(f"`{defined.name}` has a decorator and uses variables of the notebook")
        if defined.free.binds - {defined.name}:
            raise _StaysError(f"`{defined.name}` assigns variables of the notebook")
        if looking := defined.free.all & LOOKING_AROUND:
            raise _StaysError(f"`{defined.name}` calls {_quoted(looking)}")
        if self._function.name in defined.free.all:
            raise _StaysError(f"`{self._function.name}` calls itself and uses variables of the notebook")
        is_helper = defined is not self._function
        if is_helper and any(not self._is_closed(name) for name in self._early_values(defined)):
            raise _StaysError(f"`{defined.name}` has defaults or annotations that use variables of the notebook")
        found: list[Defined] = []
        for name in sorted(self._definitions.late_values(defined)):
            helper = self._definitions.at(name, self._function.cell)
            if self._is_closed(name) or name in self._helpers:
                continue
            if helper is not None and helper.moves:
                self._helpers[helper.name] = helper
                found.append(helper)
            elif name in defined.free.late:
                self._add_value(name)
                self._bound.add(VarName(name))
        return found

    def _early_values(self, defined: Defined) -> frozenset[str]:
        return defined.free.early & self._definitions.late_values(defined)

    def _is_closed(self, name: str) -> bool:
        is_value = all(not each.moves for each in self._definitions.defined.get(VarName(name), ()))
        return not is_value and self._definitions.is_closed(name)

    def _add_value(self, name: str) -> None:
        version = self._timeline.last(name)
        if version is None or version.write is None:
            raise _StaysError(f"nothing binds `{name}` for good, which it uses")
        if version.cell > self._function.cell:
            raise _StaysError(f"cell {version.cell} makes or changes `{name}`, which it uses")
        if self._timeline.binding(version, name) is not BindingKind.VALUE:
            raise _StaysError(f"it uses `{name}`, which is not the same everywhere")
        if version.write.uncrossable:
            part = version.write.uncrossable[0]
            raise _StaysError(f"it uses `{part.path or name}`, a {part.what}")
        if held := self._definitions.why_held(version.write.holds & self._definitions.defined.keys()):
            raise _StaysError(f"it uses `{name}`, which {held}")
        self._values[VarName(name)] = version.cell

    def _ensure_helpers_see_no_locals(self, node: cst.FunctionDef) -> None:
        """Helpers move into the function: what they take from the notebook must not mean something else there."""
        local = names_of_function(node).local
        outside = {name for each in self._helpers.values() for name in (each.name, *each.free.all)}
        if hidden := local & outside:
            raise _StaysError(f"{_quoted(hidden)} in it and in the functions that it calls are not the same")


def only_sets_mode(decorator: cst.Decorator, definitions: Definitions) -> bool:
    """Whether the decorator hands all arguments on, and only switches something of a library on or off meanwhile."""
    source = decorator.decorator.func if isinstance(decorator.decorator, cst.Call) else decorator.decorator
    root, _, rest = dotted_name(source).partition(".")
    if not definitions.is_stable_import(root):
        return False
    item = definitions.imported[VarName(root)][0].item
    return ".".join(filter(None, (item.module, item.member, rest))) in _MODES


def _calls_of(analysis: Analysis, name: str) -> Iterator[cst.Call]:
    """Where the notebook shows what the function gives."""
    for facts in analysis.cells:
        for statement in facts.statements:
            for node in walk(statement.node):
                if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == name:
                    yield node


def _given_by_position(call: cst.Call) -> int:
    """How many arguments the call gives by position; as many as can be where it spreads a sequence."""
    if any(each.star == "*" for each in call.args):
        return sys.maxsize
    return sum(each.keyword is None and not each.star for each in call.args)


def _function_of(defined: Defined) -> cst.FunctionDef:
    function = function_in(defined.node)
    if function is None:
        raise _StaysError(f"`{defined.name}`, which it uses, is no function")
    return function


def _quoted(names: set[str] | frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
