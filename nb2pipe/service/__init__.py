"""The stages joined: what each command of nb2pipe does, in one short function.

    check   source -> Notebook -> ParsedNotebook -> Analysis -> Finding*
    tag     the same, then TagProposal* -> the notebook's bytes with other tags
    export  the same, then PipelinePlan -> FileTree -> a folder
    sync    a package that somebody edited -> its notebook with these edits
    verify  the same package beside the notebook, every value compared
    run     the same package, run step by step

Imports stand inside the functions: who prints help or checks a notebook pays for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from nb2pipe.errors import UnreadableNotebook, UsageError
from nb2pipe.service.clock import local_time, random_token

if TYPE_CHECKING:
    from datetime import datetime

    from nb2pipe.errors import Refused
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedNotebook
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.model.packaging import Ci
    from nb2pipe.model.plan import PipelinePlan
    from nb2pipe.model.verification import VerificationReport
    from nb2pipe.runs.engine import Watcher
    from nb2pipe.service.checking import CheckedNotebook, CheckReport
    from nb2pipe.service.graphs import GraphView
    from nb2pipe.service.packaging import ExportReport, Package
    from nb2pipe.service.running import RunReport
    from nb2pipe.service.source import Source
    from nb2pipe.service.syncing import SyncReport
    from nb2pipe.service.tagging import TagReport

#: Told what is being done now, such as `checking a.ipynb`.
Progress = Callable[[str], None]


def check(source: Source, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> CheckReport:
    """Analyze a notebook without running it and apply the rules; raises UnreadableNotebook."""
    from nb2pipe.service.checking import CheckedNotebook, CheckReport
    from nb2pipe.service.source import load_notebook

    notebook = load_notebook(source)
    parsed, analysis = analyze_notebook(notebook)
    findings = find_all_hazards(parsed, analysis, select=select, ignore=ignore)
    return CheckReport((CheckedNotebook(notebook, analysis, findings),), unreadable={})


def check_all(
    sources: Sequence[str],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    progress: Progress = lambda _: None,
) -> CheckReport:
    """Check several notebooks; those that cannot be read are in the report."""
    from nb2pipe.service.checking import CheckReport

    checked: list[CheckedNotebook] = []
    unreadable: dict[str, str] = {}
    for source in sources:
        progress(f"checking {source}")
        try:
            checked += check(source, select=select, ignore=ignore).notebooks
        except UnreadableNotebook as error:
            unreadable[error.path] = error.reason
    return CheckReport(tuple(checked), unreadable)


def tag(path: str, *, write: bool = False, clear: bool = False) -> TagReport:
    """Propose a tag for each untagged cell that does a step's work; `write` stores them, `clear` removes step tags."""
    from nb2pipe.reading import with_tags
    from nb2pipe.service.source import read_python_notebook, read_source
    from nb2pipe.service.tagging import TagReport, add_proposals, remove_step_tags
    from nb2pipe.tagging import suggest_tags
    from nb2pipe.workspace.files import STDIN, write_bytes

    if write and path == STDIN:
        raise UsageError("--write needs a file; standard input cannot be changed")
    given, data = read_source(path)
    notebook = read_python_notebook(given, data)
    proposals = () if clear else suggest_tags(*analyze_notebook(notebook))
    changes = remove_step_tags(notebook) if clear else add_proposals(notebook, proposals)
    if write and changes:
        write_bytes(path, with_tags(data, changes))
    return TagReport(notebook, proposals, changes, is_written=write)


def graph(source: Source, *, slice_of: str | None = None, dependents_of: int | None = None) -> GraphView:
    """The def-use graph, or what a cell or variable depends on, or what depends on a cell."""
    from nb2pipe.service.graphs import view_graph
    from nb2pipe.service.source import load_notebook

    _, analysis = analyze_notebook(load_notebook(source))
    return view_graph(analysis, slice_of=slice_of, dependents_of=dependents_of)


def export(
    source: Source,
    *,
    directory: str | None = None,
    name: str | None = None,
    force: bool = False,
    check_only: bool = False,
    ci: Ci | None = None,
    trace: bool = False,
    promotes_paths: bool = False,
    root: str | None = None,
    progress: Progress = lambda _: None,
    now: Callable[[], datetime] = local_time,
) -> ExportReport:
    """Convert a notebook and write its package into the folder (by default one of its name), or write nothing.

    Into an earlier export of it the new one is merged, so that edits by hand stay; `force` takes the new files
    instead. `check_only` writes nothing and says what would change. `trace` runs the notebook, in a copy of its
    folder or of `root`, for types, contracts and samples. Raises Refused with the findings that stand in the way,
    RunError for a notebook that is traced and does not run, WorkspaceError for a folder that holds anything else.
    """
    from nb2pipe.service.releasing import export_plan
    from nb2pipe.service.source import read_python_notebook, read_source

    path, data = read_source(source)
    notebook = read_python_notebook(path, data)
    if trace:
        plan = _convert_traced(
            notebook, data, name=name, promotes_paths=promotes_paths, root=root, progress=progress, now=now
        ).plan
    else:
        plan, _ = _plan_notebook(notebook, name=name, promotes_paths=promotes_paths)
    return export_plan(plan, notebook, directory=directory or plan.name, force=force, check_only=check_only, ci=ci)


def sync(package: str, *, notebook: str | None = None, write: bool = False) -> SyncReport:
    """Bring edits of the package in a folder back into its notebook; without `write`, say what would change."""
    from nb2pipe.service.syncing import sync_package

    return sync_package(package, notebook=notebook, write=write)


def convert(source: Source, *, name: str | None = None, promotes_paths: bool = False) -> Package:
    """Convert a notebook into a package in memory; raises Refused.

    `promotes_paths` makes a parameter of each literal path that a step reads or writes.
    """
    from nb2pipe.service.source import load_notebook

    return _convert_notebook(load_notebook(source), name=name, promotes_paths=promotes_paths)[0]


def convert_notebook(notebook: Notebook, *, name: str | None = None) -> Package:
    """The same for a notebook that has been read."""
    return _convert_notebook(notebook, name=name)[0]


def convert_traced(
    source: Source,
    *,
    name: str | None = None,
    promotes_paths: bool = False,
    root: str | None = None,
    progress: Progress = lambda _: None,
    now: Callable[[], datetime] = local_time,
) -> Package:
    """Convert a notebook and run it for types, schemas, samples and results; raises Refused or RunError."""
    from nb2pipe.service.source import read_python_notebook, read_source

    path, data = read_source(source)
    return _convert_traced(
        read_python_notebook(path, data),
        data,
        name=name,
        promotes_paths=promotes_paths,
        root=root,
        progress=progress,
        now=now,
    )


def _convert_traced(
    notebook: Notebook,
    data: bytes,
    *,
    name: str | None,
    promotes_paths: bool,
    root: str | None,
    progress: Progress,
    now: Callable[[], datetime],
) -> Package:
    from nb2pipe.service.packaging import build_package
    from nb2pipe.service.running import checked_root, notebook_root
    from nb2pipe.service.tracing import observe
    from nb2pipe.service.verifying import plain_file

    path = "-" if notebook.path.startswith("<") else notebook.path
    package, analysis = _convert_notebook(notebook, name=name, promotes_paths=promotes_paths)
    folder = checked_root(root, notebook_root(path))
    with plain_file(path, data) as file:
        return observe(
            package,
            analysis,
            notebook=file,
            root=folder,
            rebuild=lambda plan: build_package(plan, notebook),
            progress=progress,
            now=now,
        )


def verify(
    path: str,
    *,
    root: str | None = None,
    progress: Progress = lambda _: None,
    now: Callable[[], datetime] = local_time,
) -> VerificationReport:
    """Run a notebook and the package made from it and compare every value at the end of every step.

    Raises Refused for a notebook that cannot be converted, RunError for one that does not run.
    """
    from nb2pipe.runs.verify import VerificationRequest
    from nb2pipe.runs.verify import verify as compare_runs
    from nb2pipe.service.packaging import written_package
    from nb2pipe.service.running import checked_root, notebook_root
    from nb2pipe.service.source import read_python_notebook, read_source
    from nb2pipe.service.verifying import capture_points, plain_file, unseeded_libraries

    given, data = read_source(path)
    package, analysis = _convert_notebook(read_python_notebook(given, data), name=None)
    folder = checked_root(root, notebook_root(path))
    with plain_file(path, data) as notebook, written_package(package) as (directory, manifest):
        request = VerificationRequest(
            notebook=notebook,
            package=directory,
            manifest=manifest,
            root=folder,
            captures=capture_points(package.plan, analysis),
            python=package.python,
            pins=unseeded_libraries(analysis),
        )
        return compare_runs(request, now=now, progress=progress)


def run(
    source: str,
    *,
    directory: str | None = None,
    assignments: Sequence[str] = (),
    with_notebook: bool = False,
    root: str | None = None,
    watcher: Watcher | None = None,
    now: Callable[[], datetime] = local_time,
    new_token: Callable[[], str] = random_token,
) -> RunReport:
    """Run the package in a folder, or the one that a notebook becomes; a step that fails is in the report.

    `assignments` are texts such as `test_size=0.3`. Raises Refused for a notebook that cannot be converted.
    """
    from nb2pipe.model.ids import RunId
    from nb2pipe.model.runs import RunState
    from nb2pipe.runs.engine import Unwatched
    from nb2pipe.runs.inline import InlineEngine
    from nb2pipe.service.running import RunReport, execute_twin, plan_run

    run_id = RunId(f"{now():%Y%m%d-%H%M%S}-{new_token()}")
    request = plan_run(source, run_id=run_id, directory=directory, root=root, assignments=assignments)
    record = InlineEngine().run(request, now=now, watcher=watcher or Unwatched())
    if with_notebook and record.state is RunState.SUCCEEDED:
        record = execute_twin(request, record)
    return RunReport(record, str(request.folder), str(request.package))


def analyze_notebook(notebook: Notebook) -> tuple[ParsedNotebook, Analysis]:
    """Parse the cells and find what they do and need."""
    parsed, analysis, _ = _look_at(notebook)
    return parsed, analysis


def find_all_hazards(
    parsed: ParsedNotebook, analysis: Analysis, *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Apply the rules; nothing selected means all of them."""
    from nb2pipe.hazards import find_hazards

    return find_hazards(parsed, analysis, select=tuple(select), ignore=tuple(ignore))


def find_notebook(path: str) -> Notebook:
    """The notebook at the path for messages about it; one without cells if it is not there (standard input)."""
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.service.source import load_notebook

    try:
        return load_notebook(path)
    except UnreadableNotebook:
        return Notebook(path, ())


def refusal_to_dict(refusal: Refused) -> dict[str, object]:
    """The document that a refused command prints with `--format json`."""
    from nb2pipe.service.checking import SCHEMA_VERSION, finding_to_dict

    findings = [finding_to_dict(finding) for finding in refusal.findings]
    return {"schema_version": SCHEMA_VERSION, "path": refusal.path, "refused": True, "findings": findings}


def _convert_notebook(
    notebook: Notebook, *, name: str | None, promotes_paths: bool = False
) -> tuple[Package, Analysis]:
    from nb2pipe.service.packaging import build_package

    plan, analysis = _plan_notebook(notebook, name=name, promotes_paths=promotes_paths)
    return build_package(plan, notebook), analysis


def _plan_notebook(
    notebook: Notebook, *, name: str | None, promotes_paths: bool = False
) -> tuple[PipelinePlan, Analysis]:
    from nb2pipe.service.packaging import plan_package

    parsed, analysis, star_exports = _look_at(notebook)
    hazards = find_all_hazards(parsed, analysis)
    return plan_package(
        parsed, analysis, name=name, hazards=hazards, star_exports=star_exports, promotes_paths=promotes_paths
    ), analysis


def _look_at(notebook: Notebook) -> tuple[ParsedNotebook, Analysis, Mapping[str, frozenset[str]]]:
    from nb2pipe.analysis import analyze
    from nb2pipe.service.stars import look_behind_stars
    from nb2pipe.syntax import parse_notebook

    parsed = parse_notebook(notebook)
    star_exports = look_behind_stars(parsed)
    return parsed, analyze(parsed, star_exports=star_exports), star_exports
