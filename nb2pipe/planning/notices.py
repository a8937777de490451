"""Findings of planning itself: what it had to split, fuse or leave out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nb2pipe.model.findings import WHOLE_CELL, Finding, Severity, Span
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.plan import Step
from nb2pipe.planning.problems import Obstacle
from nb2pipe.planning.segments import Segment


def finding(
    code: str,
    name: str,
    severity: Severity,
    cell: int,
    message: str,
    *,
    hint: str = "",
    span: Span = WHOLE_CELL,
    blocks: bool = False,
) -> Finding:
    """A finding of planning."""
    return Finding(RuleCode(code), name, severity, cell, span, message, hint, blocks_export=blocks)


def blocking(code: str, name: str, cell: int, message: str, hint: str, span: Span) -> Finding:
    """A finding that stands in the way of the export."""
    return finding(code, name, Severity.ERROR, cell, message, hint=hint, span=span, blocks=True)


class Notice(NamedTuple):
    """A kind of finding that only an export has: it shows when the steps are made, and stands in no way."""

    code: str
    name: str
    severity: Severity
    #: One sentence for the list of all rules.
    meaning: str

    def at(self, cell: int, message: str, hint: str) -> Finding:
        """A finding of this kind."""
        return finding(self.code, self.name, self.severity, cell, message, hint=hint)


_SPLIT = Notice("NB606", "split-step", Severity.INFO, "")
_FUSED = Notice(
    "NB608",
    "fused-steps",
    Severity.WARNING,
    "Cells of several steps are one step, since a value cannot pass between them.",
)
_REPORT = Notice(
    "NB609",
    "report-left-out",
    Severity.INFO,
    "The run notebook cannot show a report: what it shows is no result of a step.",
)
_LEFTOVER = Notice(
    "NB610",
    "definition-left-out",
    Severity.INFO,
    "A function or class of the notebook cannot be imported from the package.",
)
_FRUITLESS = Notice("NB611", "serves-nothing", Severity.INFO, "A serve step returns nothing and writes no file.")
_MODEL = Notice(
    "NB612",
    "model-stays-inside",
    Severity.INFO,
    "No run keeps a model, since the module of its class cannot be imported.",
)
_TEXT = Notice(
    "NB613",
    "expression-in-parameter",
    Severity.INFO,
    "A parameter is the text of an expression, which can name no other variables than its step has.",
)
_INJECTED = Notice(
    "NB614",
    "values-of-one-run",
    Severity.INFO,
    "The defaults of parameters are values that papermill has put into the notebook for one run.",
)
_LOST = Notice(
    "NB615",
    "lost-name",
    Severity.ERROR,
    "A step of the package would look up a name that only the notebook binds; such a package is not written.",
)
#: The kinds that no rule of `check` finds as well.
NOTICES = (_FUSED, _REPORT, _LEFTOVER, _FRUITLESS, _MODEL, _TEXT, _INJECTED, _LOST)


def split_notices(segments: Sequence[Segment], names: Sequence[str]) -> Iterator[Finding]:
    """Each step that is a further part of a tag."""
    seen: set[object] = set()
    for segment, name in zip(segments, names, strict=True):
        key = (segment.tag.kind, segment.tag.name)
        if key in seen:
            yield _SPLIT.at(
                segment.cells[0],
                f"`{segment.tag}` goes on here as step `{name}`: "
                "between its cells another step works on the same values",
                "Give the later cells a name of their own, or move them together.",
            )
        seen.add(key)


def fused_notice(obstacle: Obstacle) -> Finding:
    """Cells that had to become one step."""
    return _FUSED.at(obstacle.last, f"one step with cell {obstacle.first}: {obstacle.reason}", obstacle.hint)


def leftover_notice(cell: int, name: str, reason: str, *, is_for_serving: bool) -> Finding:
    """A function or class that nobody can import from the package; a warning where a serve step is there for it."""
    kind = _LEFTOVER._replace(severity=Severity.WARNING) if is_for_serving else _LEFTOVER
    return kind.at(
        cell,
        f"`{name}` cannot be imported from the package: {reason}",
        "A function that a cell of a serve step defines, and that uses fitted values as they are, is returned "
        "by that step. A function that such a value holds has to take what it looks up as arguments: "
        "`functools.partial` hands it their values.",
    )


def fruitless_notice(step: Step) -> Finding:
    """A serve step that nobody gets anything from."""
    return _FRUITLESS.at(
        step.cells[-1],
        f"step `{step.name}` returns nothing and writes no file: what it makes stays in it",
        "Let it define a function, or assign a value that a file can hold; "
        "an object whose class uses variables of the notebook is none.",
    )


def model_notice(cell: int, name: str, step: str, reason: str) -> Finding:
    """A model that a step of training makes, and that no run can keep."""
    return _MODEL.at(
        cell,
        f"the model `{name}` is no result of step `{step}`, no run keeps it: it {reason}",
        "Give the class what it uses as arguments, and define it once, so that the package can have it.",
    )


def text_notice(cell: int, name: str, method: str, step: str, variables: Sequence[str]) -> Finding:
    """An expression in a parameter, which a run may be given with other variables in it."""
    known = ", ".join(f"`@{each}`" for each in variables) or "none"
    return _TEXT.at(
        cell,
        f"`{name}` is the text of a `{method}`: of variables it may name those of step `{step}` ({known}), no others",
        f"Hand it what other texts are to name: .{method}({name}, local_dict={{…}}).",
    )


def injected_notice(cell: int, defaults: str) -> Finding:
    """A cell of papermill's, whose values the notebook computes with."""
    return _INJECTED.at(
        cell,
        f"the defaults of parameters are the values that papermill gave here for one run: {defaults}",
        "Delete the cell for those of the cell tagged `parameters`; what other runs need is given to `run`.",
    )


def report_notice(cell: int, reason: str) -> Finding:
    """A report cell that the run notebook cannot show."""
    return _REPORT.at(
        cell, f"left out of the run notebook: {reason}", "Split the step at this cell if the run should show it."
    )


def lost_notice(cell: int, name: str, function: str) -> Finding:
    """A name that code of a step looks up in vain."""
    return blocking(
        _LOST.code,
        _LOST.name,
        cell,
        f"`{function}` of the package would look up `{name}`, which none of its inputs, imports and definitions binds",
        f"Bind `{name}` in a cell of this step, or by a plain statement of a tagged cell above it.",
        WHOLE_CELL,
    )
