"""Facts, findings, hidden state and proposed tags of a live notebook."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from nb2pipe.errors import UnreadableNotebook
from nb2pipe.model.analysis import Analysis, CellFacts, Edge
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Notebook
from nb2pipe.server.answers.documents import ids_of, to_notebook, to_wire_edges, to_wire_findings
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import checking as wire
from nb2pipe.server.wire.notebook import LiveNotebook
from nb2pipe.service.configuration import find_configuration
from nb2pipe.service.desk import Desk
from nb2pipe.service.grading import grade_rules
from nb2pipe.service.live import all_rules, propose_tags
from nb2pipe.service.looking import find_all_hazards
from nb2pipe.service.sessions import Execution, session_states

#: The rule whose findings say that running a cell twice is not running it once.
_NOT_IDEMPOTENT = "NB201"


def check(task: Task, desk: Desk) -> wire.Checked:
    """Analyze the notebook and apply the rules."""
    request = msgspec.json.decode(task.body, type=wire.CheckRequest)
    notebook = python_notebook(request.notebook, task.path)
    parsed, analysis, names = desk.analyze(notebook)
    configuration = find_configuration(task.path)
    left_out, severity = grade_rules(request.severity, configuration.severity)
    findings = find_all_hazards(
        parsed,
        analysis,
        select=request.select or configuration.select,
        extend=configuration.extend_select,
        ignore=(*request.ignore, *left_out, *configuration.ignores_for(task.path)),
        severity=severity,
        star_exports=names,
        trees=desk.trees_of(notebook),
    )
    ids = ids_of(notebook)
    return wire.Checked(
        version=request.version,
        cells=[_facts(facts) for facts in analysis.cells],
        edges=to_wire_edges(analysis.edges, notebook),
        findings=to_wire_findings(findings, notebook),
        recorded_order=[ids[index] for index in analysis.recorded_order],
        recorded_edges=to_wire_edges(analysis.recorded_edges, notebook),
        conflicts=list(_conflicts(analysis)),
        states=_states(request, analysis, findings),
    )


def suggest(task: Task, desk: Desk) -> wire.SuggestAnswer:
    """Propose tags."""
    request = msgspec.json.decode(task.body, type=wire.SuggestRequest)
    notebook = python_notebook(request.notebook, task.path)
    ids = ids_of(notebook)
    proposals = propose_tags(notebook, desk)
    return wire.SuggestAnswer(
        proposals=[
            wire.TagProposal(
                cell=ids[proposal.cell], tag=proposal.tag, reason=proposal.reason, confidence=proposal.confidence
            )
            for proposal in proposals
        ]
    )


def list_rules(_task: Task, _desk: Desk) -> wire.RulesAnswer:
    """All rules with their pages."""
    return wire.RulesAnswer(
        rules=[
            wire.Rule(
                code=rule.code,
                name=rule.name,
                severity=rule.severity.value,
                summary=(page := inspect.getdoc(type(rule)) or "").split("\n\n")[0].replace("\n", " "),
                why=page,
            )
            for rule in all_rules()
        ]
    )


def python_notebook(live: LiveNotebook, path: str) -> Notebook:
    """The notebook, if it is Python's."""
    notebook = to_notebook(live, path)
    if notebook.language not in ("python", "ipython"):
        raise UnreadableNotebook(path, f"its language is {notebook.language}; only Python notebooks can be checked")
    if len({cell.id for cell in notebook.cells}) < len(notebook.cells):
        raise UnreadableNotebook(path, "two of its cells have the same id")
    return notebook


def _facts(facts: CellFacts) -> wire.CellFacts:
    return wire.CellFacts(
        id=facts.id,
        index=facts.index,
        step=facts.step,
        name=facts.name,
        role=facts.role.value,
        defs=list(facts.defs),
        refs=list(facts.refs),
        mutates=list(facts.mutates),
        deletes=list(facts.deletes),
        reads_files=list(facts.reads_files),
        writes_files=list(facts.writes_files),
    )


def _conflicts(analysis: Analysis) -> Iterator[wire.Conflict]:
    ids = ids_of(analysis.notebook)
    ran = set(analysis.recorded_order)
    recorded, document = _sources(analysis.recorded_edges), _sources(analysis.edges)
    for target, name in sorted({*recorded, *document}):
        before, now = recorded.get((target, name), set()), document.get((target, name), set())
        if target in ran and before != now:
            yield wire.Conflict(
                cell=ids[target],
                name=name,
                recorded=[ids[source] for source in sorted(before)],
                document=[ids[source] for source in sorted(now)],
            )


def _sources(edges: Iterable[Edge]) -> dict[tuple[int, str], set[int]]:
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for edge in edges:
        for name in edge.names:
            found[edge.target, name].add(edge.source)
    return dict(found)


def _states(request: wire.CheckRequest, analysis: Analysis, findings: tuple[Finding, ...]) -> list[wire.CellState]:
    if not request.executions:
        return []
    executions = [Execution(CellId(execution.cell), execution.source) for execution in request.executions]
    fragile = frozenset(finding.cell for finding in findings if finding.code == _NOT_IDEMPOTENT)
    return [
        wire.CellState(cell=state.cell, state=state.freshness.value, because=list(state.because))
        for state in session_states(analysis, executions, not_idempotent=fragile)
    ]
