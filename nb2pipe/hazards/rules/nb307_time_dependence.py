"""NB307: a value depends on when, or in which process, the notebook runs."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name

#: Clocks with which people measure how long something takes.
_STOPWATCHES = ("time.time", "time.perf_counter", "time.monotonic", "time.process_time", "time.time_ns", "timeit.")


class TimeDependence(Rule):
    """A cell asks for the date, the time, a new UUID or bytes from the system.

    Each run gives another value; yesterday's run cannot be repeated, and results that depend on it cannot be compared.

    Make the date a parameter. Measuring how long something takes is harmless: the finding is an info there.
    """

    code = RuleCode("NB307")
    name = "time-dependence"
    severity = Severity.WARNING
    VALID = (
        notebook("import datetime\nday = datetime.date(2024, 1, 1)"),
        notebook("import time\ntime.sleep(0)"),
        notebook("%time x = 1"),
    )
    INVALID = (
        notebook("import datetime\nnow = datetime.datetime.now()"),
        notebook("import pandas as pd\nnow = pd.Timestamp.now()"),
        notebook("import uuid\nrun = uuid.uuid4()"),
        notebook("import time\nstart = time.time()"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement; one for each cell that only takes times."""
        timed: set[int] = set()
        for facts, effect in context.effects(EffectKind.TIME):
            if facts.role is Role.SKIP:
                continue
            is_watch = effect.target.startswith(_STOPWATCHES) or _measures(context, facts, effect)
            if is_watch and facts.index in timed:
                continue
            if is_watch:
                timed.add(facts.index)
            is_report = facts.role is Role.REPORT
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message="this gives another value in each run",
                hint="make it a parameter if a result depends on it",
                severity=Severity.INFO if is_watch or is_report else None,
            )


def _measures(context: Context, facts: CellFacts, effect: Effect) -> bool:
    """Whether a time is only taken from another one: `start = datetime.now()`, `print(datetime.now() - start)`."""
    home = context.home_of(effect.node, facts.index)
    if home is None or effect.node is None:
        return False
    clocks = frozenset(name for _, tree in context.trees() for name in tree.recall("clocks", _clocks, tree))
    above = context.tree(home).parents.get(effect.node)
    if not isinstance(above, cst.Assign):
        return _is_duration(above, clocks)
    name = dotted_name(above.targets[0].target)
    return bool(name) and all(
        _is_duration(tree.parents.get(use), clocks)
        for cell, tree in context.trees()
        if name in context.source(cell.index).cell.source
        for use in tree.all(cst.Name)
        if use.value == name and not isinstance(tree.parents.get(use), cst.AssignTarget)
    )


def _is_duration(node: cst.CSTNode | None, clocks: frozenset[str]) -> bool:
    """Whether it is one time less another one, both asked of the clock."""
    if not (isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Subtract)):
        return False
    return all(_asks_clock(side) or dotted_name(side) in clocks for side in (node.left, node.right))


def _clocks(tree: Tree) -> list[str]:
    """Variables that hold what a clock has said."""
    return [dotted_name(node.targets[0].target) for node in tree.all(cst.Assign) if _asks_clock(node.value)]


def _asks_clock(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and called_name(node) in ("now", "utcnow", "today")
