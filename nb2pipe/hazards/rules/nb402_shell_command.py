"""NB402: a cell runs a shell command."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.rules.nb403_package_install import installs
from nb2pipe.model.analysis import Role
from nb2pipe.model.code import MagicFate
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity, Span
from nb2pipe.model.ids import RuleCode

_SHELL = {"!", "%%bash", "%%sh", "%%script", "%%!", "%sx", "%sc", "%system"}


class ShellCommand(Rule):
    """A `!` line, a `%%bash` cell, `os.system` or `subprocess` runs a program.

    A magic is translated into `subprocess.run`, but the machine on which the pipeline runs must have the program, and
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
        notebook("import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'pip', 'install', 'pandas'])"),
    )
    INVALID = (
        notebook(cell("!tar xf data.tar", "step:data")),
        notebook("%%bash\nmake data"),
        notebook("files = !find . -name '*.csv'"),
        notebook("import os\nos.system('gzip -d a.csv.gz')"),
        notebook("import subprocess\ndef unpack(name):\n    subprocess.run(['tar', 'xf', name])\nunpack('a.tar')"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each line or cell."""
        for facts in context.code:
            if facts.role is Role.SKIP:
                continue
            for magic in context.source(facts.index).magics:
                if magic.fate is MagicFate.TRANSLATED and magic.name in _SHELL:
                    yield self._needed(facts.index, context.line(facts.index, magic.line))
            if not context.source(facts.index).magics:
                for effect in facts.effects:
                    if effect.kind is EffectKind.SHELL and not installs(effect):
                        yield self._needed(facts.index, context.effect_span(facts, effect))

    def _needed(self, cell: int, span: Span) -> Finding:
        return self.found(
            cell,
            span,
            message="this runs a program that the pipeline's machine must have",
            hint="use Python's own `pathlib`, `shutil` or `urllib`, or add the program to the image",
        )
