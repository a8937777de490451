"""Library calls that do something, or check something, whatever they give."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.acting import ACTING_CALLS, ACTING_NAMES, CHECKING_NAMES, EXITS
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.values import library


def note_act(m: Machine, name: str) -> None:
    """Note that the statement does something, or checks something, whatever the function gives."""
    last = name.rpartition(".")[2]
    checks = name in EXITS or last.startswith(CHECKING_NAMES)
    sets = last.startswith(ACTING_NAMES) and library.root_of(name) not in ("builtins", "matplotlib", "seaborn")
    if checks:
        m.recorder.checking_statements.add(m.recorder.statement)
    if checks or sets or name in ACTING_CALLS:
        m.recorder.impure_statements.add(m.recorder.statement)
