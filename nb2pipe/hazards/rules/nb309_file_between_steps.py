"""NB309: a step reads a file that another step writes."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import CellFacts
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
        notebook(
            cell("for i in range(3):\n    open(f'parts/{i}.txt', 'w').write('x')", "step:data"),
            cell("import glob\nts = [open(f).read() for f in sorted(glob.glob('parts/*.txt'))]", "step:train"),
        ),
        notebook(cell("open('a.txt', 'w').write('x')", "step:data"), cell("t = open('a.txt').read()", "step:train")),
        notebook(
            cell("import pandas as pd\npd.DataFrame().to_csv('a.csv')", "step:data"),
            cell("df = pd.read_csv('a.csv')", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and file."""
        told: set[tuple[int, str]] = set()
        for facts, step, read in context.step_reads():
            path = read.name.removeprefix("file:")
            asked = _asked_for(facts, path) if path != read.name and "*" not in path else ""
            if not asked or (facts.index, asked) in told:
                continue
            writers = [source.cell for source in read.sources if context.step_of(source.cell) not in (None, step)]
            if writers:
                told.add((facts.index, asked))
                yield self.found(
                    facts.index,
                    context.span_in(facts.index, read.node, read.statement),
                    message=f"`{asked}` is written by step `{context.step_of(writers[-1])}` (cell {writers[-1]})",
                    hint="pass the value from step to step",
                )


def _asked_for(facts: CellFacts, path: str) -> str:
    """The path, or the pattern for which it is one of several, if the cell reads it."""
    if path in facts.reads_files:
        return path
    return next((each for each in facts.reads_files if "*" in each and fnmatchcase(path, each)), "")
