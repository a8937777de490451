"""A notebook's cells followed in a given order, once: cell by cell, what each was seen to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import libcst as cst

from nb2pipe.analysis.cells.writes import Followed, sum_up
from nb2pipe.analysis.language import calls, contexts, expressions, statements
from nb2pipe.analysis.libraries import iteration
from nb2pipe.analysis.outside.files import shown_values
from nb2pipe.analysis.outside.module_files import reload_used
from nb2pipe.analysis.outside.touched_files import file_effect
from nb2pipe.analysis.state.heap import NOTHING
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.recorder import Recorder
from nb2pipe.analysis.state.sharing import Holders
from nb2pipe.analysis.state.surroundings import Surroundings
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.model.accesses import Via
from nb2pipe.model.code import Magic, ParsedCell
from nb2pipe.model.effects import EffectKind

#: Nodes that are followed for one cell at the most, calls included, before calls are no longer followed.
CELL_BUDGET = 60_000
#: Nodes that cells may take beyond their `CELL_SHARE`, all cells of a notebook together.
NOTEBOOK_BUDGET = 600_000
CELL_SHARE = 1_000


def new_machine(surroundings: Surroundings) -> Machine:
    """A machine with its parts wired together."""
    m = Machine(surroundings=surroundings, spare=NOTEBOOK_BUDGET)
    m.evaluate = partial(expressions.evaluate, m)
    m.execute = partial(statements.execute, m)
    m.call = partial(calls.call, m)
    m.consume = partial(iteration.consume, m)
    m.consume_context = partial(contexts.context_value, m)
    return m


def follow_cell(m: Machine, parsed: ParsedCell, position: int, holders: Holders) -> Followed:
    """Follow the cell at this position; `holders` are those after the one before."""
    assert parsed.module is not None
    index = parsed.cell.index
    recorder = Recorder(index)
    m.heap.begin_cell(position)
    m.journal.before, m.shown, m.raised = {}, NOTHING, []
    granted = min(CELL_BUDGET, CELL_SHARE + max(m.spare, 0))
    m.recorder, m.budget, m.implicit_imports = recorder, granted, parsed.implicit_imports
    m.displayed = displayed(parsed.module)
    m.showed_nothing = m.surroundings.has_outputs and parsed.cell.showed_nothing
    for magic in parsed.magics:
        if magic.defines:
            m.bind(magic.defines, (m.heap.new("connection"),), m.module, None)
    for position, node in enumerate(parsed.module.body):
        recorder.statement = position
        m.heap.begin_statement(position)
        try:
            statements.execute(m, node, m.module)
        except RecursionError:
            m.effect(EffectKind.TOO_COMPLEX, "nesting", None)
            _close_branches(m)
    _show_last(m, parsed.module)
    _look_aside(m, parsed.magics)
    reload_used(m, parsed.magics)
    followed = sum_up(m, parsed, holders)
    m.spare -= max(granted - m.budget_left() - CELL_SHARE, 0)
    return followed


def _close_branches(m: Machine) -> None:
    while m.journal.depth:
        m.journal.merge([m.journal.rollback(), {}])
    m.journal.unwatch()
    m.call_stack.clear()
    m.recorder.call_depth = 0


def _look_aside(m: Machine, magics: Iterable[Magic]) -> None:
    """Note what magics use beside the statements that they were rewritten to."""
    recorder = m.recorder
    statement, reads, apart = recorder.statement, recorder.reads, recorder.apart
    recorder.statement, recorder.reads, recorder.apart = -1, {}, {}
    for magic in magics:
        for name in sorted(magic.uses):
            if m.is_bound(name, m.module):
                m.look_up(name, m.module, None)
            else:
                m.read_world(f"env:{name}", None, Via.OPTION)
        if magic.reads_file:
            file_effect(m, None, EffectKind.READ_FILE, magic.reads_file)
    recorder.asides = {name: read for name, read in recorder.reads.items() if name not in reads}
    for name, sources in recorder.apart.items():
        if name in apart or name not in reads:
            apart.setdefault(name, {}).update(sources)
    recorder.statement, recorder.reads, recorder.apart = statement, reads, apart


def _show_last(m: Machine, module: cst.Module) -> None:
    """IPython shows the value of a last expression, as its class says."""
    if module.body and is_expression(module.body[-1]):
        m.effect(EffectKind.SHOW, "", module.body[-1])
        shown_values(m, module.body[-1], m.shown)
        if m.silent is not m.displayed and m.recorder.statement not in m.recorder.impure_statements:
            m.recorder.checking_statements.discard(m.recorder.statement)
        done = len(m.recorder.effects)
        run_operator(m, m.shown, ("__repr__", "_repr_html_", "_ipython_display_"), [], module.body[-1])
        # Text that is evaluated to be shown makes no names; only a cell that is run to show it needs its values.
        m.recorder.effects[done:] = [
            replace(effect, kind=EffectKind.SHOW) if effect.kind is EffectKind.DYNAMIC else effect
            for effect in m.recorder.effects[done:]
        ]


def displayed(module: cst.Module) -> cst.BaseExpression | None:
    """The expression whose value IPython shows: the last one, unless a semicolon follows."""
    return shown_by(module.body[-1]) if module.body else None


def shown_by(last: cst.CSTNode) -> cst.BaseExpression | None:
    """The same, by the last statement of a cell."""
    small = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else None
    return small.value if isinstance(small, cst.Expr) and not isinstance(small.semicolon, cst.Semicolon) else None


def is_expression(node: cst.CSTNode) -> bool:
    """Whether a statement is one bare expression."""
    return type(node) is cst.SimpleStatementLine and len(node.body) == 1 and type(node.body[0]) is cst.Expr
