"""NB402: a cell runs a shell command."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.code import MagicFate
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_SHELL = {"!", "%%bash", "%%sh", "%%script", "%%!", "%sx", "%sc", "%system"}


class ShellCommand(Rule):
    """A `!` line or a `%%bash` cell runs a program.

    It is translated into `subprocess.run`, but the machine on which the pipeline runs must have the program, and
    what it does to files is not seen.

    Use Python where it has the same (`pathlib`, `shutil`, `urllib`), or add the program to the package's image.
    """

    code = RuleCode("NB402")
    name = "shell-command"
    severity = Severity.WARNING
    VALID = (
        notebook("!pip install pandas"),
        notebook("!ls data"),
        notebook("import shutil"),
        notebook(cell("!tar xf data.tar", "step:skip")),
    )
    INVALID = (
        notebook(cell("!tar xf data.tar", "step:data")),
        notebook("%%bash\nmake data"),
        notebook("files = !find . -name '*.csv'"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each line or cell."""
        for facts in context.code:
            if facts.role is Role.SKIP:
                continue
            for magic in context.source(facts.index).magics:
                if magic.fate is MagicFate.TRANSLATED and magic.name in _SHELL:
                    yield self.found(
                        facts.index,
                        context.line(facts.index, magic.line),
                        message="this runs a program that the pipeline's machine must have",
                        hint="use Python's own `pathlib`, `shutil` or `urllib`, or add the program to the image",
                    )
