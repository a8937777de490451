"""NB309: a step reads a file that another step writes."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class FileBetweenSteps(Rule):
    """A step reads a file that another step has written.

    nb2pipe runs them in that order. But the file is not an artifact: it is not stored with the run, not part of
    the lineage, and two runs at the same time write over each other's.

    Pass the value itself from step to step; write files for readers outside of the pipeline.
    """

    code = RuleCode("NB309")
    name = "file-between-steps"
    severity = Severity.INFO
    VALID = (
        notebook(cell("open('a.txt', 'w').write('x')", "step:data"), cell("open('b.txt').read()", "step:train")),
        notebook(cell("open('a.txt', 'w').write('x')", "step:data"), cell("open('a.txt').read()", "step:data")),
    )
    INVALID = (
        notebook(cell("open('a.txt', 'w').write('x')", "step:data"), cell("t = open('a.txt').read()", "step:train")),
        notebook(
            cell("import pandas as pd\npd.DataFrame().to_csv('a.csv')", "step:data"),
            cell("df = pd.read_csv('a.csv')", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and file."""
        for facts, step, read in context.step_reads():
            path = read.name.removeprefix("file:")
            if path == read.name or "*" in path or path not in facts.reads_files:
                continue
            writers = [source.cell for source in read.sources if context.step_of(source.cell) not in (None, step)]
            if writers:
                yield self.found(
                    facts.index,
                    context.span_in(facts.index, read.node, read.statement),
                    message=f"`{path}` is written by step `{context.step_of(writers[-1])}` (cell {writers[-1]})",
                    hint="pass the value from step to step",
                )
