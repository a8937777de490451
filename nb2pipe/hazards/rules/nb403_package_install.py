"""NB403: a cell installs packages."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.code import MagicFate
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class PackageInstall(Rule):
    """A `%pip install` or `!pip install` line changes the environment while the notebook runs.

    The package declares what it needs, with the versions that the notebook's kernel has; the line is left out.

    Nothing needs to be done.
    """

    code = RuleCode("NB403")
    name = "package-install"
    severity = Severity.INFO
    VALID = (notebook("import pandas"), notebook("!ls"))
    INVALID = (notebook("%pip install pandas"), notebook("!pip install -q pandas"), notebook("!conda install pandas"))

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each line."""
        for parsed in context.parsed.cells:
            for magic in parsed.magics:
                if magic.fate is MagicFate.INSTALL:
                    yield self.found(
                        parsed.cell.index,
                        context.line(parsed.cell.index, magic.line),
                        message="packages are installed here; the package declares them instead",
                    )
