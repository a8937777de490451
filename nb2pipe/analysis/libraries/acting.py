"""Library calls that do something, or check something, whatever they give."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis.knowledge.acting import (
    ACTING_CALLS,
    ACTING_NAMES,
    CHECKING_NAMES,
    EXITS,
    LOOKING_WORDS,
    WELL_KNOWN_LIBRARIES,
)
from nb2pipe.analysis.knowledge.call_effects import CALL_EFFECTS
from nb2pipe.analysis.knowledge.file_calls import FILE_CALLS
from nb2pipe.analysis.knowledge.types import MUTATING_PREFIXES, PREPARING_PREFIXES
from nb2pipe.analysis.libraries.method_changes import is_shown
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.syntax.chains import root_name


def note_act(m: Machine, name: str) -> None:
    """Note that the statement does something, or checks something, whatever the function gives."""
    last = name.rpartition(".")[2]
    checks = name in EXITS or last.startswith(CHECKING_NAMES)
    sets = last.startswith(ACTING_NAMES) and library.root_of(name) not in ("builtins", "matplotlib", "seaborn")
    if checks:
        m.recorder.checking_statements.add(m.recorder.statement)
    if checks or sets or name in ACTING_CALLS:
        m.recorder.impure_statements.add(m.recorder.statement)


def suspect_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """A function of which nothing is known may change what it is given; it does, most likely, if it gives nothing."""
    m.recorder.impure_statements.add(m.recorder.statement)
    is_likely = _acts_on_arguments(m, node, name)
    for arg, (value, _) in zip(node.args, arguments, strict=False):
        mutable = tuple(obj for obj in value if not obj.is_immutable)
        if mutable:
            m.change(mutable, node, through=root_name(arg.value), is_guess=True, is_likely=is_likely)


def _acts_on_arguments(m: Machine, node: cst.Call, name: str) -> bool:
    """Whether the function is called for nothing that it gives: for what it does, then."""
    is_known = name in CALL_EFFECTS or name in FILE_CALLS or library.root_of(name) in WELL_KNOWN_LIBRARIES
    last = name.rpartition(".")[2]
    if node is not m.dropped or is_known or not last[:1].islower():
        return False
    if is_shown(m, node):
        return last.startswith((*MUTATING_PREFIXES, *PREPARING_PREFIXES))
    return not any(word.startswith(LOOKING_WORDS) for word in re.findall(r"[A-Za-z][a-z0-9]*", last))
