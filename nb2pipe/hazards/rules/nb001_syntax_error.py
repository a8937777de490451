"""NB001: a cell is not Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import automagic_word, is_demonstration
from nb2pipe.hazards.new_syntax import new_syntax
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Position, Severity, Span
from nb2pipe.model.ids import RuleCode


class NotPython(Rule):
    """A cell is neither Python nor a magic that IPython would rewrite.

    The cell fails when the notebook runs from top to bottom, and nothing can be said about the names it would
    have defined.

    So is syntax that only a newer Python reads: newer than the one at hand and the one that the notebook's metadata
    name. Where they name none, the finding is a warning.

    Fix the cell, delete it, or turn it into markdown if it is prose.
    """

    code = RuleCode("NB001")
    name = "syntax-error"
    severity = Severity.ERROR
    VALID = (
        notebook("x = 1"),
        notebook("%matplotlib inline\nx = 1"),
        notebook("!ls\nx = 1"),
        notebook("x = [\n    1,\n]"),
        notebook("ls -l *.csv"),
        notebook(cell("x = = 1", "raises-exception")),
    )
    INVALID = (
        notebook("x = = 1"),
        notebook("def f(:\n    pass"),
        notebook("print 'python 2'"),
        notebook("try:\n    x = 1\nexcept ValueError, TypeError:\n    x = 2"),
        notebook(cell("x = (1", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell without a tree."""
        for parsed in context.parsed.cells:
            fault = parsed.fault
            index = parsed.cell.index
            if fault is None or is_demonstration(context, index):
                continue
            lines = parsed.cell.source.split("\n")
            line = min(max(fault.line, 1), len(lines))
            if automagic_word(lines[line - 1]):
                continue
            column = min(max(fault.column, 0), len(lines[line - 1]))
            is_skipped = context.cells[index].role is Role.SKIP
            yield self.found(
                index,
                Span(Position(line, column), Position(line, len(lines[line - 1]))),
                message=f"this is not Python: `{fault.message}`",
                hint="fix the cell, or tag it `step:skip` and make it markdown",
                severity=Severity.WARNING if is_skipped else None,
                blocks=not is_skipped,
            )
        yield from self._too_new(context)

    def _too_new(self, context: Context) -> Iterator[Finding]:
        """One finding for each place that neither the notebook's Python nor the one at hand would read."""
        saved_by = context.notebook.python
        newest = max(saved_by or (0, 0), sys.version_info[:2])
        for facts, tree in context.trees():
            for new in tree.recall("new syntax", new_syntax, tree):
                if new.version <= newest or is_demonstration(context, facts.index):
                    continue
                is_skipped = facts.role is Role.SKIP
                is_sure = saved_by is not None or new.was_python_2
                yield self.found(
                    facts.index,
                    context.span(facts.index, new.node),
                    message=new.problem,
                    hint="write it for an older version, or run the notebook with a newer one",
                    severity=None if is_sure and not is_skipped else Severity.WARNING,
                    blocks=not is_skipped,
                )
