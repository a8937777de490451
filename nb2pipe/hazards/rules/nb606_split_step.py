"""NB606: two steps need each other's values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class SplitStep(Rule):
    """A step needs a value from another step that itself needs a value from this one.

    Steps run one after the other, each once. Steps that need each other's values are split where the order of
    the cells allows it, so the package has more steps than the notebook has tags.

    Give the cells that belong together one tag, or name the parts (`step:data:load`, `step:data:clean`).
    """

    code = RuleCode("NB606")
    name = "split-step"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("x = 1", "step:data"), cell("y = x", "step:train"), cell("z = y", "step:serve")),
        notebook(cell("x = 1", "step:data"), cell("y = 1", "step:train"), cell("x2 = x", "step:data")),
    )
    INVALID = (
        notebook(cell("x = 1", "step:data"), cell("y = x", "step:feature"), cell("x2 = y", "step:data")),
        notebook(
            cell("a = 1", "step:data"),
            cell("b = a", "step:feature"),
            cell("c = b", "step:train"),
            cell("d = c", "step:data"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each step that has to be split, at the first cell that goes back to it."""
        needs: defaultdict[str, set[str]] = defaultdict(set)
        crossing: list[tuple[int, str, str, tuple[str, ...]]] = []
        for edge in context.analysis.whole_edges():
            before, after = context.step_of(edge.source), context.step_of(edge.target)
            if before is not None and after is not None and before != after:
                needs[after].add(before)
                crossing.append((edge.target, before, after, edge.names))
        reported: set[str] = set()
        for target, before, after, names in sorted(crossing):
            if after in reported or not _reaches(needs, before, after):
                continue
            first = min(facts.index for facts in context.cells if context.step_of(facts.index) == after)
            if first == target:
                continue
            reported.add(after)
            yield self.found(
                target,
                message=f"step `{after}` needs {quoted(sorted(names))} from step `{before}`, "
                f"which needs step `{after}`: the step is split here",
                hint="give cells that belong together one tag, or name the parts of the step",
            )


def _reaches(needs: dict[str, set[str]], start: str, goal: str) -> bool:
    stack, seen = [start], {start}
    while stack:
        step = stack.pop()
        if step == goal:
            return True
        for other in needs.get(step, set()) - seen:
            seen.add(other)
            stack.append(other)
    return False
