"""The pipeline as a graph of steps and the values between them."""

from __future__ import annotations

from typing import Literal

from nb2pipe.server.wire.base import Message
from nb2pipe.server.wire.notebook import Finding, LiveNotebook, Via


class GraphRequest(Message, frozen=True, kw_only=True):
    """The graph of a live notebook."""

    notebook: LiveNotebook


class StepNode(Message, frozen=True, kw_only=True):
    """A step; without a plan, the cells of one tag."""

    name: str
    kind: str
    cells: list[str]
    inputs: list[str]
    outputs: list[str]
    parameters: list[str]
    #: `problem` if a finding in its cells is an error or blocks the export.
    state: Literal["ok", "problem"]
    findings: list[Finding]


class StepEdge(Message, frozen=True, kw_only=True):
    """The target step needs values of the source step; `via` says how, and hidden ways come with their own edge."""

    source: str
    target: str
    names: list[str]
    via: Via


class FlowingValue(Message, frozen=True, kw_only=True):
    """A value that crosses a step's border."""

    name: str
    #: The step that makes it.
    step: str
    #: Such as `pd.DataFrame`; empty where unknown.
    type: str
    defined_in: list[str]
    used_in: list[str]


class GraphAnswer(Message, frozen=True, kw_only=True):
    """Steps in topological order, or in document order where there is no plan."""

    #: The notebook can be converted, and the graph is that of its package.
    planned: bool
    nodes: list[StepNode]
    edges: list[StepEdge]
    values: list[FlowingValue]
    #: Findings that stand in the way of a plan.
    blocking: list[Finding]
