"""A notebook -> its plan, and its package in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nb2pipe.service.looking import find_all_hazards, look_at

if TYPE_CHECKING:
    from datetime import datetime

    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.model.plan import PipelinePlan
    from nb2pipe.service.packaging import Package
    from nb2pipe.service.source import Source

#: Told what is being done now, such as `checking a.ipynb`.
Progress = Callable[[str], None]


def convert(source: Source, *, name: str | None = None, promotes_paths: bool = False) -> Package:
    """Convert a notebook into a package in memory; raises Refused.

    `promotes_paths` makes a parameter of each literal path that a step reads or writes.
    """
    from nb2pipe.service.source import load_notebook

    return convert_notebook(load_notebook(source), name=name, promotes_paths=promotes_paths)


def convert_notebook(notebook: Notebook, *, name: str | None = None, promotes_paths: bool = False) -> Package:
    """The same for a notebook that has been read."""
    from nb2pipe.service.packaging import build_package

    plan, _, _ = plan_and_findings(notebook, name=name)
    return build_package(with_paths(plan, are_promoted=promotes_paths), notebook)


def with_paths(plan: PipelinePlan, *, are_promoted: bool) -> PipelinePlan:
    """The plan, its literal paths of data made parameters if that is wanted."""
    from nb2pipe.planning.promotion import promote_paths

    return promote_paths(plan) if are_promoted else plan


def plan_and_findings(
    notebook: Notebook, *, name: str | None = None
) -> tuple[PipelinePlan, Analysis, tuple[Finding, ...]]:
    """The plan of the notebook's package, and what the rules say of the notebook; raises Refused."""
    from nb2pipe.service.packaging import plan_package
    from nb2pipe.syntax import parse_notebook

    parsed, analysis, star_exports = look_at(parse_notebook(notebook))
    hazards = find_all_hazards(parsed, analysis, star_exports=star_exports, is_planned=True)
    plan = plan_package(parsed, analysis, name=name, hazards=hazards, star_exports=star_exports)
    return plan, analysis, hazards


def trace_plan(
    plan: PipelinePlan,
    analysis: Analysis,
    notebook: Notebook,
    data: bytes,
    *,
    root: str | None,
    progress: Progress,
    now: Callable[[], datetime],
) -> PipelinePlan:
    """The plan with what one run of the notebook showed: types, schemas, samples."""
    from nb2pipe.service.kernels import interpreter_of
    from nb2pipe.service.locating import checked_root, notebook_root, plain_file
    from nb2pipe.service.tracing import observe

    path = "-" if notebook.path.startswith("<") else notebook.path
    folder = checked_root(root, notebook_root(path))
    with plain_file(path, data) as file:
        return observe(
            plan,
            analysis,
            notebook=file,
            root=folder,
            python=interpreter_of(notebook),
            progress=progress,
            now=now,
        )
