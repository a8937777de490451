"""Handlers that the notebook gives its loggers: each process is to have them once, however many steps run in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import libcst as cst

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line, only_part
from nb2pipe.syntax.scopes import dotted_name, names_of_block
from nb2pipe.syntax.walk import walk

#: Modes in which a log begins with an empty file.
MODES_ANEW = {"w", "w+", "x"}
_ADD = "addHandler"
_LOOKING = frozenset({"handlers", "hasHandlers", "removeHandler"})


def with_guarded_handlers(analysis: Analysis) -> Analysis:
    """The same facts, where what gives a named logger its handlers is one statement that may be repeated.

    `log.addHandler(handler)` becomes `if not log.handlers: …`, together with the lines that make the handler. A logger
    that a function of the notebook looks for, and sets up if it is new, is made again by each step that uses it.
    """
    if not any(_ADD in _attributes(each.node) for facts in analysis.cells for each in facts.statements):
        return analysis
    cells = {facts.index: facts for facts in analysis.cells}
    loggers: dict[VarName, tuple[CellFacts, StatementFacts]] = {}
    for facts in analysis.cells:
        for statement in facts.statements if facts.role not in (Role.SKIP, Role.REPORT, Role.PARAMETERS) else ():
            name = VarName(statement.defines)
            if name and _is_named_logger(statement.node):
                loggers[name] = (facts, statement)
    for name in loggers:
        for facts in analysis.cells:
            adding = [each for each in facts.statements if _adds_to(each.node, name)]
            if adding and _mentions_of(analysis, _ADD) == len(adding):
                cells[facts.index] = _with_group(analysis, cells[facts.index], name, adding)
    found = dict(_fetched(analysis))
    return replace(analysis, cells=tuple(_with_loggers(cells[facts.index], found) for facts in analysis.cells))


def adds_anew(analysis: Analysis) -> frozenset[VarName]:
    """Functions of the notebook that give a logger a new handler with each call."""
    nodes = [(each.defines, each.node) for facts in analysis.cells for each in facts.statements if each.defines]
    return frozenset(VarName(name) for name, node in nodes if isinstance(node, cst.FunctionDef) and _adds(node))


def gives_new_handler(statement: StatementFacts, functions: Collection[str]) -> bool:
    """Whether a logger has one handler more each time that the statement runs; `functions` as `adds_anew` has them."""
    if statement.defines:
        return False
    return _adds(statement.node) or any(name in functions for name in free_names([statement.node]).all)


def _adds(node: cst.CSTNode) -> bool:
    """Whether it makes a handler and adds it, without a look at those that are there."""
    if _LOOKING & _attributes(node):
        return False
    calls = [each for each in walk(node) if isinstance(each, cst.Call) and called_name(each) == _ADD]
    is_function = isinstance(node, cst.FunctionDef)
    return any(is_function or any(isinstance(arg.value, cst.Call) for arg in call.args) for call in calls)


def _attributes(node: cst.CSTNode) -> frozenset[str]:
    return frozenset(each.attr.value for each in walk(node) if isinstance(each, cst.Attribute))


def _mentions_of(analysis: Analysis, attribute: str) -> int:
    nodes = (each.node for facts in analysis.cells for each in facts.statements)
    return sum(
        isinstance(part, cst.Attribute) and part.attr.value == attribute for node in nodes for part in walk(node)
    )


def _is_named_logger(node: cst.BaseStatement) -> bool:
    small = only_part(node)
    value = small.value if isinstance(small, cst.Assign) else None
    return isinstance(value, cst.Call) and called_name(value) == "getLogger" and bool(value.args)


def _adds_to(node: cst.BaseStatement, logger: str) -> bool:
    small = only_part(node)
    call = small.value if isinstance(small, cst.Expr) else None
    return isinstance(call, cst.Call) and dotted_name(call.func) == f"{logger}.{_ADD}"


def _with_group(analysis: Analysis, facts: CellFacts, logger: str, adding: Collection[StatementFacts]) -> CellFacts:
    own = _made_for(analysis, facts, adding)
    if own is None:
        return facts
    group = {each.index for each in facts.statements if own & {*each.reads, *each.writes}} | {a.index for a in adding}
    first, last = min(group), max(group)
    between = [each for each in facts.statements if first < each.index < last and each.index not in group]
    if not all(_may_stand_between(facts, each) for each in between) or not _may_repeat(facts, group):
        return facts
    lines = [on_own_line(each.node) for each in facts.statements if each.index in group]
    guard = cst.ensure_type(cst.parse_statement(f"if not {logger}.handlers:\n    pass"), cst.If)
    leading = getattr(lines[0], "leading_lines", ())
    body = [lines[0].with_changes(leading_lines=()), *lines[1:]]
    node = guard.with_changes(body=cst.IndentedBlock(body), leading_lines=leading)
    statements = tuple(
        replace(each, node=node, writes=each.writes - own, reads=each.reads - own)
        if each.index == last
        else replace(each, is_noise=True, is_display=False, writes=frozenset(), reads=frozenset())
        if each.index in group
        else each
        for each in facts.statements
    )
    effects = tuple(replace(e, statement=last) if e.statement in group else e for e in facts.effects)
    writes = {name: write for name, write in facts.writes.items() if name not in own}
    return replace(facts, statements=statements, effects=effects, writes=writes)


def _made_for(analysis: Analysis, facts: CellFacts, adding: Collection[StatementFacts]) -> frozenset[VarName] | None:
    """The variables of the cell that serve the handlers alone; None if one of them serves something else."""
    made = {name: each for each in facts.statements if (name := _makes(each)) is not None}
    own: set[VarName] = set()
    pending = [name for each in adding for name in each.reads & made.keys()]
    while pending:
        name = pending.pop()
        if name in own:
            continue
        own.add(name)
        for each in facts.statements:
            if name in each.reads | each.writes:
                is_part = each is made[name] or each in adding or _acts_on(each.node, name)
                is_part = is_part or (_makes(each) is not None and _makes(each) in own)
                if not is_part:
                    return None
                pending += each.reads & made.keys() - own
    elsewhere = (
        free_names([each.node]).all | names_of_block([each.node]).bound
        for other in analysis.cells
        for each in other.statements
        if other.index != facts.index or each.defines
    )
    return None if any(own & names for names in elsewhere) else frozenset(own)


def _makes(statement: StatementFacts) -> VarName | None:
    """The variable that the statement makes by a call, and nothing else."""
    small = only_part(statement.node)
    is_call = isinstance(small, cst.Assign) and isinstance(small.value, cst.Call) and len(small.targets) == 1
    is_alone = len(statement.writes) == 1 and not statement.defines
    return next(iter(statement.writes)) if is_call and is_alone else None


def _acts_on(node: cst.BaseStatement, name: str) -> bool:
    small = only_part(node)
    call = small.value if isinstance(small, cst.Expr) else None
    return isinstance(call, cst.Call) and dotted_name(call.func).partition(".")[0] == name


def _may_stand_between(facts: CellFacts, statement: StatementFacts) -> bool:
    effects = {each.kind for each in facts.effects if each.statement == statement.index}
    is_quiet = statement.is_import or statement.defines or statement.is_constant or statement.is_noise
    return bool(is_quiet) or (effects == {EffectKind.SET_OPTION} and not statement.writes)


def _may_repeat(facts: CellFacts, group: Collection[int]) -> bool:
    """Whether no log begins with an empty file."""
    modes = (
        arg.value.raw_value
        for each in facts.statements
        if each.index in group
        for node in walk(each.node)
        if isinstance(node, cst.Call)
        for arg in node.args
        if isinstance(arg.value, cst.SimpleString)
    )
    return MODES_ANEW.isdisjoint(modes)


def _fetched(analysis: Analysis) -> Iterator[tuple[VarName, int]]:
    """Names and cells of `log = own_function("name")`, which finds a logger and sets it up if it is new."""
    anew = adds_anew(analysis)
    for facts in analysis.cells:
        for statement in facts.statements if facts.role not in (Role.SKIP, Role.REPORT, Role.PARAMETERS) else ():
            name = _makes(statement)
            if name is None or facts.writes[name].type != "external" or gives_new_handler(statement, anew):
                continue
            effects = [each for each in facts.effects if each.statement == statement.index]
            only_sets_up = all(
                each.kind is EffectKind.SET_OPTION and each.target == "logging" and each.in_function for each in effects
            )
            if effects and only_sets_up and sum(name in other.writes for other in analysis.cells) == 1:
                yield name, facts.index


def _with_loggers(facts: CellFacts, found: dict[VarName, int]) -> CellFacts:
    """The facts, where these loggers are definitions."""
    if found.keys().isdisjoint((*facts.reads, *facts.writes)):
        return facts
    reads = {n: replace(r, binding=BindingKind.DEFINITION) if n in found else r for n, r in facts.reads.items()}
    writes = {n: replace(w, binding=BindingKind.DEFINITION) if n in found else w for n, w in facts.writes.items()}
    statements = tuple(
        replace(each, defines=name) if (name := _makes(each)) is not None and found.get(name) == facts.index else each
        for each in facts.statements
    )
    return replace(facts, reads=reads, writes=writes, statements=statements)
