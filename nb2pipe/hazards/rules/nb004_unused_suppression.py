"""NB004: a comment keeps a rule quiet that has nothing to say."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.editing import delete_comment, is_told_to_magic, text_at
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.suppression import Suppression, find_suppressions
from nb2pipe.model.findings import Edit, Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode


class UnusedSuppression(Rule):
    """A `# nb2pipe: ignore[CODE]` comment names a rule that finds nothing in its cell, or no rule at all.

    It was there for something that has gone. Left behind, it will hide the next finding of that rule, which nobody
    has considered.

    Remove the comment, or the code from its bracket; `nb2pipe fix` does. In a notebook with steps, findings that make
    a faithful conversion impossible are shown in spite of a comment; then this rule says so.
    """

    code = RuleCode("NB004")
    name = "unused-suppression"
    severity = Severity.INFO
    VALID = (
        notebook("print(name)  # nb2pipe: ignore[NB102] the kernel's start-up file sets it"),
        notebook("path = '/home/me/x.csv'  # nb2pipe: ignore[NB305] mounted on every machine"),
        notebook("path = '/home/me/x.csv'  # nb2pipe: ignore[NB3, absolute-path] mounted on every machine"),
        notebook("# nb2pipe: ignore[] names nothing"),
        notebook("text = '''\n# nb2pipe: ignore[NB305] in a text\n'''\nurl = '# nb2pipe: ignore[NB305] too'"),
    )
    INVALID = (
        notebook(cell("print(name)  # nb2pipe: ignore[NB102] the kernel's start-up file sets it", "step:data")),
        notebook("path = 'x.csv'  # nb2pipe: ignore[NB305] mounted on every machine"),
        notebook("path = '/home/me/x.csv'  # nb2pipe: ignore[NB305, NB306] mounted on every machine"),
        notebook("# nb2pipe: ignore[no-such-rule] because\nx = 1"),
    )
    FIXED = (
        (notebook("x = 1  # nb2pipe: ignore[NB305] mounted"), notebook("x = 1")),
        (
            notebook("path = '/home/me/x'  # nb2pipe: ignore[NB305, NB306] mounted"),
            notebook("path = '/home/me/x'  # nb2pipe: ignore[NB305] mounted"),
        ),
        (notebook("x = 1\n# nb2pipe: ignore[NB3] mounted"), notebook("x = 1")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each comment with a selector that keeps nothing quiet."""
        for each in context.notebook.cells:
            for suppression in find_suppressions(each):
                idle = [rule for rule in suppression.rules if not context.is_raised(rule, each.index)]
                barred = [rule for rule in idle if context.is_barred(rule, each.index)]
                unused = [rule for rule in idle if rule not in barred]
                if barred:
                    yield self.found(
                        each.index,
                        suppression.span,
                        message=f"{quoted(barred)} cannot be ignored here: the notebook cannot be converted like that",
                        hint="mend what is found, or tag the cell `step:skip`",
                    )
                if unused:
                    yield self.found(
                        each.index,
                        suppression.span,
                        message=f"{quoted(unused)} would find nothing in this cell",
                        hint="remove the comment, or the code from its bracket",
                        fix=_without(context, suppression, unused),
                    )


def _without(context: Context, suppression: Suppression, unused: list[str]) -> Fix | None:
    if is_told_to_magic(context, suppression.cell, suppression.span.start.line):
        return None
    kept = [rule for rule in suppression.rules if rule not in unused]
    if not kept:
        return Fix("take the comment away", (delete_comment(context, suppression.cell, suppression.span),))
    comment = text_at(context, suppression.cell, suppression.span)
    opening, closing = comment.index("["), comment.index("]")
    text = f"{comment[: opening + 1]}{', '.join(kept)}{comment[closing:]}"
    return Fix(f"take {quoted(unused)} out of the bracket", (Edit(suppression.cell, suppression.span, text),))
