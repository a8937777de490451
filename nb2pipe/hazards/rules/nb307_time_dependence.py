"""NB307: a value depends on when, or in which process, the notebook runs."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import EffectKind, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

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
            is_watch = effect.target.startswith(_STOPWATCHES)
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
