"""NB003: a comment keeps a rule quiet and does not say why."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.editing import delete_comment, is_told_to_magic, text_at
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.suppression import Suppression, find_suppressions
from nb2pipe.model.findings import Edit, Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode


class SuppressionWithoutReason(Rule):
    """A `# nb2pipe: ignore[CODE]` comment gives no reason, or names no rule.

    Whoever reads the notebook next cannot tell a considered exception from a finding that was in the way.

    Write the reason behind the bracket: `# nb2pipe: ignore[NB305] the share is mounted everywhere`. Findings that
    make a faithful conversion impossible cannot be kept quiet.

    A comment that names no rule does nothing: `nb2pipe fix` takes it away and keeps what else it says.
    """

    code = RuleCode("NB003")
    name = "suppression-without-reason"
    severity = Severity.INFO
    VALID = (
        notebook("x = 1"),
        notebook("path = '/data/x.csv'  # nb2pipe: ignore[NB305] mounted on every machine"),
    )
    INVALID = (
        notebook("path = '/data/x.csv'  # nb2pipe: ignore[NB305]"),
        notebook("# nb2pipe: ignore[] somehow\nx = 1"),
        notebook("path = '/data/x.csv'  # nb2pipe: ignore"),
    )
    FIXED = (
        (notebook("# nb2pipe: ignore[] one\nx = 1"), notebook("# one\nx = 1")),
        (notebook("x = 1  # nb2pipe: ignore[] one  # two"), notebook("x = 1  # one  # two")),
        (notebook("# nb2pipe: ignore[]\nx = 1  # nb2pipe: ignore[]"), notebook("x = 1")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each such comment."""
        for parsed in context.notebook.cells:
            for suppression in find_suppressions(parsed):
                if not suppression.rules:
                    yield self.found(
                        suppression.cell,
                        suppression.span,
                        message="this comment names no rule, so it does nothing",
                        hint="write `# nb2pipe: ignore[CODE] reason`",
                        fix=_without_bracket(context, suppression),
                    )
                elif not suppression.reason:
                    yield self.found(
                        suppression.cell,
                        suppression.span,
                        message=f"no reason is given for ignoring {quoted(suppression.rules)}",
                        hint="write the reason behind the bracket",
                    )


def _without_bracket(context: Context, suppression: Suppression) -> Fix | None:
    if is_told_to_magic(context, suppression.cell, suppression.span.start.line):
        return None
    edit = delete_comment(context, suppression.cell, suppression.span)
    if suppression.reason:
        comment = text_at(context, suppression.cell, suppression.span)
        space = comment[len(comment.rstrip()) :]
        edit = Edit(suppression.cell, suppression.span, f"# {suppression.reason}{space}")
    return Fix("take the comment away", (edit,))
