"""ParsedNotebook, Analysis -> the findings for which `export` would refuse the notebook, though no rule knows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nb2pipe.errors import Refused
from nb2pipe.model.analysis import Role

if TYPE_CHECKING:
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedNotebook
    from nb2pipe.model.findings import Finding

#: What may have no equivalent inside a function; only with it are the steps written down to see.
_REWRITTEN = re.compile(r"^\s*(?:global|class)\b", re.MULTILINE)


def find_refusals(
    parsed: ParsedNotebook, analysis: Analysis, star_exports: Mapping[str, frozenset[str]]
) -> tuple[Finding, ...]:
    """Plan the conversion, and give the findings of the refusal if there is one."""
    from nb2pipe.planning import find_blockers

    blocking = find_blockers(parsed, analysis, star_exports=star_exports)
    if blocking or not _is_rewritten(parsed, analysis):
        return blocking
    try:
        _write_steps(parsed, analysis, star_exports)
    except Refused as refusal:
        return refusal.findings
    return ()


def _is_rewritten(parsed: ParsedNotebook, analysis: Analysis) -> bool:
    sources = (parsed.cells[facts.index].cell.source for facts in analysis.cells if facts.role is Role.STEP)
    return any(_REWRITTEN.search(source) for source in sources)


def _write_steps(parsed: ParsedNotebook, analysis: Analysis, star_exports: Mapping[str, frozenset[str]]) -> None:
    from nb2pipe.emitters.step_modules import emit_step_module
    from nb2pipe.planning import make_plan

    plan = make_plan(parsed, analysis, name="pipeline", star_exports=star_exports)
    for kind in sorted({step.kind for step in plan.steps}):
        emit_step_module(plan, kind)
