"""Facts, findings and hidden state of a live notebook; its rules, fixes and proposed tags."""

from __future__ import annotations

from typing import Literal

from nb2pipe.server.wire.base import Message
from nb2pipe.server.wire.notebook import Edge, Finding, Grade, LiveNotebook, Role, Severity


class Execution(Message, frozen=True, kw_only=True):
    """A cell was run in this kernel session and did not fail."""

    cell: str
    #: What was run; null if that is the cell's source now.
    source: str | None = None


class CheckRequest(Message, frozen=True, kw_only=True):
    """Check the notebook; of one client's waiting requests for one notebook only the newest is answered."""

    notebook: LiveNotebook
    #: Any string that this browser window keeps.
    client: str
    #: Counts up; comes back in the answer.
    version: int
    #: Rules by code, beginning of a code (`NB1`) or name; none selected means all.
    select: list[str] = []
    ignore: list[str] = []
    #: Rule -> the severity that its findings get; before what the project says, the longest selector counts.
    severity: dict[str, Grade] = {}
    #: In the order in which they happened since the kernel started.
    executions: list[Execution] = []


class CellFacts(Message, frozen=True, kw_only=True):
    """What a cell is and does."""

    id: str
    index: int
    #: The kind and the name of its step tag.
    step: str | None
    name: str | None
    role: Role
    defs: list[str]
    refs: list[str]
    mutates: list[str]
    deletes: list[str]
    reads_files: list[str]
    writes_files: list[str]


class Conflict(Message, frozen=True, kw_only=True):
    """In the order in which the saved outputs were made, a cell took a value from elsewhere than the document says."""

    cell: str
    name: str
    #: Cells that made the value; nothing if none did.
    recorded: list[str]
    document: list[str]


class CellState(Message, frozen=True, kw_only=True):
    """Where a code cell stands in this kernel session.

    `fresh`: its values are what the notebook says. `edited`: changed since it ran. `stale`: something that it uses ran
    or changed later. `unrun`: not run in this session.
    """

    cell: str
    state: Literal["fresh", "edited", "stale", "unrun"]
    #: The cells that made it stale.
    because: list[str]


class Checked(Message, frozen=True, kw_only=True, tag_field="kind", tag="checked"):
    """What is known about the notebook."""

    version: int
    cells: list[CellFacts]
    edges: list[Edge]
    findings: list[Finding]
    #: Cells in the order of their execution counts; empty if that is the document's order, or says nothing.
    recorded_order: list[str]
    #: The edges in that order; empty if `recorded_order` is.
    recorded_edges: list[Edge]
    conflicts: list[Conflict]
    #: One for each code cell that is not empty; empty if `executions` was.
    states: list[CellState]


class Superseded(Message, frozen=True, kw_only=True, tag_field="kind", tag="superseded"):
    """A newer request took this one's place before its turn came."""

    version: int


CheckAnswer = Checked | Superseded


class Rule(Message, frozen=True, kw_only=True):
    """A rule and its page."""

    code: str
    name: str
    severity: Severity
    #: One sentence.
    summary: str
    #: Markdown: what it is, why it is bad, how to fix it.
    why: str


class RulesAnswer(Message, frozen=True, kw_only=True):
    """All rules in the order of their codes."""

    rules: list[Rule]


class FixRequest(Message, frozen=True, kw_only=True):
    """Fix one finding; `offset` is where it starts."""

    notebook: LiveNotebook
    code: str
    cell: str
    offset: int


class Change(Message, frozen=True, kw_only=True):
    """Replace a range of a cell's source, in UTF-16 units of the source as it was sent."""

    start: int
    end: int
    insert: str


class CellEdit(Message, frozen=True, kw_only=True):
    """What becomes of a cell: its changes, in order and apart from each other, and its tags."""

    cell: str
    changes: list[Change]
    #: All its tags afterwards; null if they stay.
    tags: list[str] | None


class FixAnswer(Message, frozen=True, kw_only=True):
    """The edits that remove a finding; none if it cannot be fixed, or is not there any more."""

    #: What the fix does, in the imperative; empty if there is none.
    title: str
    edits: list[CellEdit]


class SuggestRequest(Message, frozen=True, kw_only=True):
    """Propose tags for the cells that have none of ours."""

    notebook: LiveNotebook


class TagProposal(Message, frozen=True, kw_only=True):
    """One tag for one cell."""

    cell: str
    #: Such as `step:train:baseline`, `step:report`, `parameters`.
    tag: str
    reason: str
    #: From 0 to 1.
    confidence: float


class SuggestAnswer(Message, frozen=True, kw_only=True):
    """In document order."""

    proposals: list[TagProposal]
