"""A live notebook -> its pipeline's steps and the values between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from nb2pipe.errors import Refused
from nb2pipe.model.analysis import Analysis, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import is_pseudo
from nb2pipe.model.notebook import StepTag
from nb2pipe.model.plan import PipelinePlan, Step
from nb2pipe.server.answers.checking import python_notebook
from nb2pipe.server.answers.documents import ids_of, to_wire_findings
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import graph as wire
from nb2pipe.server.wire.notebook import Via
from nb2pipe.service.desk import Desk
from nb2pipe.service.live import plan_live

#: (step that makes, step that uses) -> way -> names.
_Flows = Mapping[tuple[str, str], Mapping[Via, set[str]]]


def draw_graph(task: Task, desk: Desk) -> wire.GraphAnswer:
    """The graph of the package that the notebook becomes, or else that of its tags."""
    request = msgspec.json.decode(task.body, type=wire.GraphRequest)
    notebook = python_notebook(request.notebook, task.path)
    analysis, findings, plan = plan_live(notebook, desk)
    if isinstance(plan, Refused):
        nodes = [_tagged_node(name, cells, analysis, findings) for name, cells in _tagged_steps(analysis).items()]
        owner = {cell: name for name, cells in _tagged_steps(analysis).items() for cell in cells}
        return wire.GraphAnswer(
            planned=False,
            nodes=nodes,
            edges=list(_edges(_flows(analysis, owner))),
            values=[],
            blocking=to_wire_findings(plan.findings, notebook),
        )
    return wire.GraphAnswer(
        planned=True,
        nodes=[_planned_node(step, analysis, findings) for step in plan.steps],
        edges=list(_edges(_planned_flows(plan, analysis))),
        values=list(_values(plan, analysis)),
        blocking=[],
    )


def _planned_node(step: Step, analysis: Analysis, findings: Sequence[Finding]) -> wire.StepNode:
    return _node(
        step.name,
        step.kind.value,
        step.cells,
        inputs=dict.fromkeys(given.name for given in step.inputs),
        outputs=[made.name for made in step.outputs],
        parameters=[parameter.name for parameter in step.parameters],
        analysis=analysis,
        findings=findings,
    )


def _tagged_node(name: str, cells: Sequence[int], analysis: Analysis, findings: Sequence[Finding]) -> wire.StepNode:
    first = analysis.cells[cells[0]]
    return _node(
        name, first.step or "", cells, inputs=(), outputs=(), parameters=(), analysis=analysis, findings=findings
    )


def _node(
    name: str,
    kind: str,
    cells: Collection[int],
    *,
    inputs: Iterable[str],
    outputs: Iterable[str],
    parameters: Iterable[str],
    analysis: Analysis,
    findings: Sequence[Finding],
) -> wire.StepNode:
    own = tuple(finding for finding in findings if finding.cell in cells)
    is_bad = any(finding.blocks_export or finding.severity is Severity.ERROR for finding in own)
    ids = ids_of(analysis.notebook)
    return wire.StepNode(
        name=name,
        kind=kind,
        cells=[ids[cell] for cell in cells],
        inputs=list(inputs),
        outputs=list(outputs),
        parameters=list(parameters),
        state="problem" if is_bad else "ok",
        findings=to_wire_findings(own, analysis.notebook),
    )


def _tagged_steps(analysis: Analysis) -> dict[str, list[int]]:
    steps: defaultdict[str, list[int]] = defaultdict(list)
    for facts in analysis.cells:
        if facts.role is Role.STEP and facts.tag is not None:
            steps[_label(facts.tag)].append(facts.index)
    return dict(steps)


def _label(tag: StepTag) -> str:
    return tag.name or tag.kind.value


def _flows(analysis: Analysis, owner: Mapping[int, str]) -> _Flows:
    """What flows from step to step, by the def-use edges between their cells."""
    flows: defaultdict[tuple[str, str], defaultdict[Via, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in analysis.edges:
        source, target = owner.get(edge.source), owner.get(edge.target)
        if source is not None and target is not None and source != target:
            flows[source, target][edge.via.value] |= set(edge.names)
    return flows


def _planned_flows(plan: PipelinePlan, analysis: Analysis) -> _Flows:
    """What the plan passes on, and for each value the ways in which the cells got at it."""
    owner = {cell: step.name for step in plan.steps for cell in step.cells}
    found = _flows(analysis, dict(owner))
    flows: dict[tuple[str, str], dict[Via, set[str]]] = {}
    for step in plan.steps:
        for source in dict.fromkeys([*(given.source for given in step.inputs), *step.after]):
            passed = {given.name for given in step.inputs if given.source == source}
            ways = {
                via: {name for name in names if name in passed or is_pseudo(name)}
                for via, names in found.get((source, step.name), {}).items()
            }
            unseen = passed - set().union(*ways.values())
            if unseen:
                ways["name"] = ways.get("name", set()) | unseen
            flows[source, step.name] = {via: names for via, names in ways.items() if names} or {"file": set()}
    return flows


def _edges(flows: _Flows) -> Iterator[wire.StepEdge]:
    for (source, target), ways in flows.items():
        for via, names in sorted(ways.items()):
            yield wire.StepEdge(source=source, target=target, names=sorted(names), via=via)


def _values(plan: PipelinePlan, analysis: Analysis) -> Iterator[wire.FlowingValue]:
    ids = ids_of(analysis.notebook)
    for step in plan.steps:
        for made in step.outputs:
            yield wire.FlowingValue(
                name=made.name,
                step=step.name,
                type="" if made.annotation == "Any" else made.annotation,
                defined_in=[ids[cell] for cell in step.cells if made.name in analysis.cells[cell].writes],
                used_in=[ids[cell] for cell in _users(made.name, step, analysis)],
            )


def _users(name: str, step: Step, analysis: Analysis) -> list[int]:
    """Cells outside the step that use its value, reports included."""
    return sorted(
        {
            edge.target
            for edge in analysis.edges
            if name in edge.names and edge.source in step.cells and edge.target not in step.cells
        }
    )
