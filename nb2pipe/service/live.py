"""What an editor asks about a notebook that it holds open: nothing is read from its file, nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nb2pipe.errors import Refused

if TYPE_CHECKING:
    from nb2pipe.hazards.rule import Rule
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.manifest import ManifestParameter
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.model.plan import PipelinePlan
    from nb2pipe.service.desk import Desk
    from nb2pipe.tagging import TagProposal


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes."""
    from nb2pipe.hazards import RULES

    return tuple(RULES.values())


def propose_tags(notebook: Notebook, desk: Desk) -> Sequence[TagProposal]:
    """A tag for each untagged cell that does a step's work."""
    from nb2pipe.tagging import suggest_tags

    parsed, analysis, _ = desk.analyze(notebook)
    return suggest_tags(parsed, analysis)


def plan_live(notebook: Notebook, desk: Desk) -> tuple[Analysis, tuple[Finding, ...], PipelinePlan | Refused]:
    """Facts, findings and the plan, or why there is none."""
    from nb2pipe.planning import make_plan
    from nb2pipe.service.looking import find_all_hazards
    from nb2pipe.service.names import default_package_name

    parsed, analysis, star_exports = desk.analyze(notebook)
    trees = desk.trees_of(notebook)
    findings = find_all_hazards(parsed, analysis, star_exports=star_exports, trees=trees)
    blocking = tuple(finding for finding in findings if finding.blocks_export)
    if blocking:
        return analysis, findings, Refused(notebook.path, blocking)
    name = default_package_name(notebook.path)
    try:
        plan = make_plan(parsed, analysis, name=name, star_exports=star_exports)
    except Refused as refusal:
        return analysis, findings, refusal
    return analysis, findings, plan


def package_parameters(directory: str) -> tuple[ManifestParameter, ...]:
    """The parameters of a package's folder; raises WorkspaceError if it is none."""
    from nb2pipe.workspace.manifests import read_manifest

    return read_manifest(directory).parameters


def live_name(notebook: Notebook, desk: Desk) -> str:
    """The name that a package of the notebook gets by default; raises Refused if there will be none."""
    from nb2pipe.service.names import default_package_name

    _, _, plan = plan_live(notebook, desk)
    if isinstance(plan, Refused):
        raise plan
    return default_package_name(notebook.path, plan.requirements)
