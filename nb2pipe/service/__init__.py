"""The stages joined: what each command of nb2pipe does, in one short function.

    check   source -> Notebook -> ParsedNotebook -> Analysis -> Finding*
    fix     the same, then a Notebook with the findings' fixes -> the bytes with other sources and tags
    tag     the same, then TagProposal* -> the notebook's bytes with other tags
    export  the same, then PipelinePlan -> FileTree -> a folder
    sync    a package that somebody edited -> its notebook with these edits
    verify  the same package beside the notebook, every value compared
    run     the same package, run step by step

Imports stand inside the functions: who prints help or checks a notebook pays for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nb2pipe.errors import UsageError, WorkspaceError
from nb2pipe.service.clock import local_time, random_token
from nb2pipe.service.collecting import paused_collector
from nb2pipe.service.converting import Progress
from nb2pipe.service.looking import analyze_notebook, find_all_hazards, look_at

if TYPE_CHECKING:
    from datetime import datetime

    from nb2pipe.model.findings import Finding
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.model.packaging import Ci
    from nb2pipe.model.verification import VerificationReport
    from nb2pipe.runs.engine import Watcher
    from nb2pipe.service.checking import CheckReport
    from nb2pipe.service.desk import Desk
    from nb2pipe.service.fixing import FixReport
    from nb2pipe.service.graphs import GraphView
    from nb2pipe.service.packaging import ExportReport
    from nb2pipe.service.running import RunReport
    from nb2pipe.service.source import Source
    from nb2pipe.service.syncing import SyncReport
    from nb2pipe.service.tagging import TagReport

#: What checking imports, for processes that do nothing else.
_CHECKING = ("nb2pipe.analysis", "nb2pipe.hazards", "nb2pipe.reading", "nb2pipe.service.checking", "nb2pipe.syntax")


def check(
    source: Source,
    *,
    select: Sequence[str] = (),
    extend: Sequence[str] = (),
    ignore: Sequence[str] = (),
    locate: bool = False,
    desk: Desk | None = None,
) -> CheckReport:
    """Analyze a notebook without running it and apply the rules; raises UnreadableNotebook.

    What the `pyproject.toml` above the notebook says holds as well: `select` overrides it, `extend` and `ignore` add to
    it. With `locate`, the report knows where each finding stands in the file. `desk` remembers earlier versions.
    """
    with paused_collector():
        from nb2pipe.service.checking import CheckedNotebook, CheckReport, locate_findings
        from nb2pipe.service.configuration import configuration_of
        from nb2pipe.service.source import read_python_notebook, read_source
        from nb2pipe.syntax import parse_notebook

        path, data = read_source(source)
        notebook = read_python_notebook(path, data)
        configuration = configuration_of(source, path)
        parsed, analysis, star_exports = desk.analyze(notebook) if desk else look_at(parse_notebook(notebook))
        findings = find_all_hazards(
            parsed,
            analysis,
            select=tuple(select) or configuration.select,
            extend=(*extend, *configuration.extend_select),
            ignore=(*ignore, *configuration.ignores_for(path)),
            severity=configuration.severity,
            star_exports=star_exports,
            trees=desk.trees_of(notebook) if desk else None,
        )
    places = locate_findings(data, notebook, findings) if locate else ()
    return CheckReport((CheckedNotebook(notebook, analysis, findings, places, configuration.fail_on),), unreadable={})


def check_all(
    sources: Sequence[str],
    *,
    select: Sequence[str] = (),
    extend: Sequence[str] = (),
    ignore: Sequence[str] = (),
    locate: bool = False,
    jobs: int | None = None,
    progress: Progress = lambda _: None,
) -> CheckReport:
    """Check several notebooks, or all below a folder, with all cores; those that cannot be read are in the report."""
    from functools import partial

    from nb2pipe.service.batch import map_notebooks
    from nb2pipe.service.checking import CheckReport, check_quietly, died
    from nb2pipe.workspace.folders import find_notebooks

    paths = find_notebooks(sources)
    check_one = partial(check_quietly, select=tuple(select), extend=tuple(extend), ignore=tuple(ignore), locate=locate)
    results = map_notebooks(check_one, paths, died=died, preload=_CHECKING, jobs=jobs)
    reports: list[CheckReport] = []
    progress(f"checking {paths[0]}" if len(paths) == 1 else f"checking {len(paths)} notebooks")
    for path, report in zip(paths, results, strict=True):
        reports.append(report)
        progress(f"checked {len(reports)} of {len(paths)}: {path}")
    unreadable = {path: reason for report in reports for path, reason in report.unreadable.items()}
    foreign = {path: reason for report in reports for path, reason in report.skipped.items()}
    # Who names a notebook wants it checked; a folder may hold others beside.
    unreadable |= {path: reason for path, reason in foreign.items() if path in sources}
    return CheckReport(
        tuple(checked for report in reports for checked in report.notebooks),
        unreadable,
        {path: reason for path, reason in foreign.items() if path not in sources},
    )


def fix(
    source: Source,
    *,
    select: Sequence[str] = (),
    extend: Sequence[str] = (),
    ignore: Sequence[str] = (),
    cell: int | None = None,
    unsafe: bool = False,
) -> FixReport:
    """Repair what can be repaired without changing a value that the notebook computes; writes nothing.

    With `unsafe`, also what may change values; with `cell`, only findings of that cell. `FixReport.changes` holds the
    new sources and tags, `FixReport.data` the notebook's bytes with them. The edits of a single finding are in
    `Finding.fix`, and so in the document of `check`.
    """
    from functools import partial

    from nb2pipe.hazards import find_hazards
    from nb2pipe.service.configuration import configuration_of
    from nb2pipe.service.fixing import FixReport, fix_rounds
    from nb2pipe.service.neighbours import folder_of
    from nb2pipe.service.source import read_python_notebook, read_source
    from nb2pipe.syntax import parse_notebook

    path, data = read_source(source)
    configuration = configuration_of(source, path)
    find_one = partial(
        find_hazards,
        folder=folder_of(path),
        select=tuple(select) or configuration.select,
        extend=(*extend, *configuration.extend_select),
        ignore=(*ignore, *configuration.ignores_for(path)),
    )

    def find(notebook: Notebook) -> tuple[Finding, ...]:
        parsed, analysis, star_exports = look_at(parse_notebook(notebook))
        found = find_one(parsed, analysis, star_exports=star_exports)
        return tuple(finding for finding in found if cell is None or finding.cell == cell)

    before = read_python_notebook(path, data)
    after, fixed, left = fix_rounds(before, find, unsafe=unsafe)
    return FixReport(before, after, fixed, original=data, unsafe_left=left)


def write_fixes(report: FixReport) -> None:
    """Store what `fix` has made in the notebook's file; a WorkspaceError if that has changed since it was read."""
    from nb2pipe.workspace.files import read_bytes, write_bytes

    if report.changes:
        if read_bytes(report.before.path) != report.original:
            raise WorkspaceError(f"{report.before.path} has changed since it was read; nothing is written to it")
        write_bytes(report.before.path, report.data)


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


def graph(
    source: Source, *, slice_of: str | None = None, dependents_of: int | None = None, of_steps: bool = False
) -> GraphView:
    """The def-use graph of cells or steps, or what a cell or variable depends on, or what depends on a cell."""
    from nb2pipe.service.graphs import view_graph
    from nb2pipe.service.source import load_notebook

    _, analysis = analyze_notebook(load_notebook(source))
    return view_graph(analysis, slice_of=slice_of, dependents_of=dependents_of, of_steps=of_steps)


def export(
    source: Source,
    *,
    directory: str | None = None,
    name: str | None = None,
    force: bool = False,
    check_only: bool = False,
    ci: Ci | None = None,
    trace: bool = False,
    promotes_paths: bool | None = None,
    root: str | None = None,
    progress: Progress = lambda _: None,
    now: Callable[[], datetime] = local_time,
) -> ExportReport:
    """Convert a notebook and write its package into the folder (by default one of its name), or write nothing.

    Into an earlier export of it the new one is merged, so that edits by hand stay; `force` takes the new files
    instead. What is None of `name`, `ci` and `promotes_paths` is as it was told then. `check_only` writes nothing and
    says what would change. `trace` runs the notebook, in a copy of its folder or of `root`, for types, contracts and
    samples. Raises Refused with the findings that stand in the way, RunError for a notebook that is traced and does
    not run, WorkspaceError for a folder that holds anything else.
    """
    from nb2pipe.service.exporting import export_notebook
    from nb2pipe.service.remembering import ExportOptions

    return export_notebook(
        source,
        ExportOptions(name, ci, promotes_paths),
        directory=directory,
        force=force,
        check_only=check_only,
        trace=trace,
        root=root,
        progress=progress,
        now=now,
    )


def sync(package: str, *, notebook: str | None = None, write: bool = False) -> SyncReport:
    """Bring edits of the package in a folder back into its notebook; without `write`, say what would change."""
    from nb2pipe.service.syncing import sync_package

    return sync_package(package, notebook=notebook, write=write)


def verify(
    path: str,
    *,
    package: str | None = None,
    root: str | None = None,
    timeout: float | None = None,
    progress: Progress = lambda _: None,
    now: Callable[[], datetime] = local_time,
) -> VerificationReport:
    """Run a notebook and the package made from it and compare every value at the end of every step.

    `package` is the folder of an export, as people have edited it since; otherwise one is made for the occasion. No
    cell and no step may take more than `timeout` seconds. Raises Refused for a notebook that cannot be converted,
    NotebookFailed for one that does not run, UsageError for a package of another state of the notebook.
    """
    from nb2pipe.service.verifying import verify_notebook

    return verify_notebook(path, package=package, root=root, timeout=timeout, progress=progress, now=now)


def run(
    source: str,
    *,
    directory: str | None = None,
    assignments: Sequence[str] = (),
    with_notebook: bool = False,
    root: str | None = None,
    watcher: Watcher | None = None,
    progress: Progress = lambda _: None,
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
    request = plan_run(
        source, run_id=run_id, directory=directory, root=root, assignments=assignments, with_notebook=with_notebook
    )
    record = InlineEngine().run(request, now=now, watcher=watcher or Unwatched())
    if with_notebook and record.state is RunState.SUCCEEDED:
        progress("executing the run notebook")
        record = execute_twin(request, record)
    return RunReport(record, str(request.folder), str(request.package), request.notes)
