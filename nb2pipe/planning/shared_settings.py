"""Settings that several steps repeat -> one function of the package, which these steps call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import Definition, Fragment, Import, Step
from nb2pipe.planning.body_names import bound_names, used_names
from nb2pipe.planning.defined import BUILTINS
from nb2pipe.planning.handing import FreedFunction
from nb2pipe.planning.offers import LOOKING_AROUND
from nb2pipe.planning.state import Setting, applies_to, names_in
from nb2pipe.planning.step_imports import imports_of_code
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.lines import on_own_line
from nb2pipe.syntax.own_names import own_names
from nb2pipe.syntax.scopes import names_of_block
from nb2pipe.syntax.walk import walk

_FUNCTION = '''def {name}() -> None:
    """Set up the libraries and the process as the notebook does above its steps."""
'''
_NAME = "apply_settings"
#: A function for fewer statements says less than they do.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The settings with which a step begins."""

    step: Step
    settings: tuple[Setting, ...]
    #: Positions in the body, counted over its fragments, of those that the step repeats.
    places: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SharedSettings:
    """Steps that call a function for the settings that they share."""

    steps: tuple[Step, ...]
    functions: tuple[FreedFunction, ...] = ()
    #: What the function applies, in the notebook's order.
    settings: tuple[Setting, ...] = ()
    callers: frozenset[StepName] = frozenset()

    def of_step(self, shop: Workshop, step: Step) -> tuple[Setting, ...]:
        """The settings that a call of the step applies."""
        cells = [shop.analysis.cells[index] for index in step.cells]
        called = self.settings if step.name in self.callers else ()
        return tuple(
            each
            for each in shop.settings
            if each in called
            or each.cell in step.cells
            or (each.cell < max(step.cells, default=-1) and applies_to(each, cells))
        )


def share_settings(shop: Workshop, steps: Sequence[Step]) -> SharedSettings:
    """Let steps that begin with the same settings call one function that applies them."""
    beginnings = {step.name: _beginning(shop, step) for step in steps}
    shared = _worthwhile([each.settings for each in beginnings.values()])
    if not shared:
        return SharedSettings(tuple(steps))
    callers = [each for each in beginnings.values() if each.settings[: len(shared)] == shared]
    name = _free_name(shop, steps)
    function = FreedFunction(_definition(shop, name, shared), frozenset(each.step.kind for each in callers))
    calling = {each.step.name: _calling(each, name, len(shared)) for each in callers}
    changed = tuple(calling.get(step.name, step) for step in steps)
    return SharedSettings(changed, (function,), shared, frozenset(calling))


def _worthwhile(beginnings: Sequence[tuple[Setting, ...]]) -> tuple[Setting, ...]:
    """The beginning that saves most lines if it is a function; all are beginnings of the longest of them."""
    best: tuple[Setting, ...] = ()
    saved = 0
    longest = max(beginnings, key=len, default=())
    for length in range(_FEWEST, len(longest) + 1):
        callers = sum(each[:length] == longest[:length] for each in beginnings)
        if callers > 1 and length * (callers - 1) - callers > saved:
            best, saved = longest[:length], length * (callers - 1) - callers
    return best


def _beginning(shop: Workshop, step: Step) -> _Beginning:
    """Settings above the step that stand at the start of its body, in the notebook's order.

    Seeds stay in the steps that draw, wherever they stand: no setting here moves a generator. What only decides how
    figures look may be set in a step without figures as well, as in the notebook.
    """
    body = [statement for fragment in step.body for statement in fragment.statements]
    cells = [shop.analysis.cells[index] for index in step.cells]
    settings: list[Setting] = []
    places: list[int | None] = []
    position = 0
    for setting in shop.settings:
        if setting.cell >= min(step.cells, default=-1):
            break
        is_repeated = applies_to(setting, cells)
        if is_repeated and not _stands_at(body, position, setting):
            break
        if not setting.only_seeds and (is_repeated or _is_repeated_anywhere(shop, setting)):
            if not _can_leave(shop, setting):
                break
            settings.append(setting)
            places.append(position if is_repeated else None)
        position += is_repeated
    return _Beginning(step, tuple(settings), tuple(places))


def _stands_at(body: Sequence[cst.BaseStatement], position: int, setting: Setting) -> bool:
    return position < len(body) and body[position].deep_equals(on_own_line(setting.node))


def _is_repeated_anywhere(shop: Workshop, setting: Setting) -> bool:
    below: list[CellFacts] = [
        facts for facts in shop.analysis.cells if facts.role is Role.STEP and facts.index > setting.cell
    ]
    return applies_to(setting, below)


def _can_leave(shop: Workshop, setting: Setting) -> bool:
    """Whether the statement means the same in a module of the package, and binds nothing."""
    definitions = shop.definitions
    known = BUILTINS | shop.parsed.cells[setting.cell].implicit_imports
    looks_around = names_in(setting) & (LOOKING_AROUND | {"__name__", "__file__"})
    if setting.is_mixed or setting.in_step or setting.moves_generators or looks_around:
        return False
    if names_of_block([setting.node]).bound - own_names(setting.node) or any(
        isinstance(n, cst.Await) for n in walk(setting.node)
    ):
        return False
    return all(
        definitions.is_stable_import(name)
        or (name in definitions.defined and definitions.is_closed(name))
        or (name in known and not definitions.binds(name))
        for name in names_in(setting)
    )


def _free_name(shop: Workshop, steps: Sequence[Step]) -> VarName:
    taken = {name for step in steps for name in used_names(step.body) | bound_names(step.body)}
    taken |= {each for step in steps for each in _taken(step)}
    taken |= {step.function for step in steps} | {each.name for step in steps for each in step.definitions}
    name = _NAME
    while name in taken or shop.definitions.binds(name):
        name += "_"
    return VarName(name)


def _taken(step: Step) -> set[str]:
    return {
        *(each.name for each in step.inputs),
        *(each.name for each in step.parameters),
        *(each.name for each in step.outputs),
    }


def _definition(shop: Workshop, name: VarName, settings: Sequence[Setting]) -> Definition:
    nodes = [on_own_line(setting.node) for setting in settings]
    head = cst.ensure_type(cst.parse_statement(_FUNCTION.format(name=name)), cst.FunctionDef)
    doc = head.body.body[0]
    function = head.with_changes(body=cst.IndentedBlock([cst.ensure_type(doc, cst.SimpleStatementLine), *nodes]))
    used = {used for setting in settings for used in names_in(setting)}
    needs = {VarName(n) for n in used if n in shop.definitions.defined and shop.definitions.is_closed(n)}
    cells = [setting.cell for setting in settings]
    imports: set[Import] = imports_of_code(shop, used, cells, [Fragment(cells[0], tuple(nodes))])
    order = sorted(imports, key=lambda item: (item.module, item.binds))
    return Definition(name, function, cells[-1], tuple(sorted(needs)), tuple(order), is_made=True)


def _calling(beginning: _Beginning, name: VarName, length: int) -> Step:
    """The step with a call instead of these settings."""
    step = beginning.step
    gone = {place for place in beginning.places[:length] if place is not None}
    call = cst.SimpleStatementLine([cst.Expr(cst.Call(cst.Name(name)))])
    body = [Fragment(beginning.settings[length - 1].cell, (call,)), *_without(step.body, gone)]
    no_longer = used_names(step.body) - used_names(body)
    imports = tuple(each for each in step.imports if each.binds not in no_longer)
    return replace(step, body=tuple(body), imports=imports)


def _without(body: Sequence[Fragment], gone: set[int]) -> Iterator[Fragment]:
    position = 0
    for fragment in body:
        places = range(position, position + len(fragment.statements))
        kept = tuple(each for place, each in zip(places, fragment.statements, strict=True) if place not in gone)
        position = places.stop
        if kept or fragment.trailing or fragment.closes_figures:
            yield replace(fragment, statements=kept)
