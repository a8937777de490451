"""NB406: `!pip install` may install for another Python than the notebook's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import replace_line
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.code import Magic, MagicFate
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode

_INSTALLER = re.compile(r"!\s*(?:python3?\s+-m\s+)?(?P<tool>pip|conda|mamba)3?\s+(?P<rest>\S.*)\Z")
#: The line does more than install.
_SHELL_SYNTAX = re.compile(r"[|;&<>`\\\n]|\$\(")


class ShellInstall(Rule):
    """A line installs packages through the shell: `!pip install`, `!conda install`.

    The shell takes the first `pip` that it finds, which may belong to another Python than the one that runs the
    notebook. The packages are then installed, and yet cannot be imported.

    Write `%pip install` or `%conda install`: these install for the kernel that runs the cell. `nb2pipe fix` does so
    where the line does nothing else.
    """

    code = RuleCode("NB406")
    name = "shell-install"
    severity = Severity.INFO
    VALID = (
        notebook("%pip install pandas"),
        notebook("import sys\n!{sys.executable} -m pip install pandas"),
        notebook("!apt-get install graphviz"),
    )
    INVALID = (
        notebook("!pip install -q pandas"),
        notebook("import os\n!pip3 install pandas\nx = 1"),
        notebook("!conda install -y pandas"),
        notebook("!pip install -r requirements.txt && echo done"),
    )
    FIXED = (
        (notebook("x = 1\n!pip3 install --quiet --version"), notebook("x = 1\n%pip install --quiet --version")),
        (notebook("if 1:\n    !python -m pip list"), notebook("if 1:\n    %pip list")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each line."""
        for parsed in context.parsed.cells:
            for magic in parsed.magics:
                found = _INSTALLER.match(magic.text) if magic.fate is MagicFate.INSTALL else None
                if found is not None:
                    tool = found["tool"]
                    yield self.found(
                        parsed.cell.index,
                        context.line(parsed.cell.index, magic.line),
                        message=f"`!{tool}` may install for another Python than the one that runs this notebook",
                        hint=f"write `%{tool}`",
                        fix=_as_magic(context, parsed.cell.index, magic, found),
                    )


def _as_magic(context: Context, cell: int, magic: Magic, found: re.Match[str]) -> Fix | None:
    if _SHELL_SYNTAX.search(magic.text):
        return None
    edit = replace_line(context, cell, magic.line, f"%{found['tool']} {found['rest']}")
    return Fix(f"write `%{found['tool']}`", (edit,))
