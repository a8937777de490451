"""NB403: a cell installs packages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.code import MagicFate
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.walk import walk

#: The line only asks what is installed.
_ASKS = re.compile(
    r"\b(?:pip3?|conda|mamba|uv)\s+(?:pip\s+)?(?:list|show|freeze|check|info|search|config|help|-V\b|--version)"
)


class PackageInstall(Rule):
    """A `%pip install` or `!pip install` line changes the environment while the notebook runs.

    The package declares what it needs, with the versions that the notebook's kernel has; the line is left out.

    Nothing needs to be done.
    """

    code = RuleCode("NB403")
    name = "package-install"
    severity = Severity.INFO
    VALID = (
        notebook("import pandas"),
        notebook("!ls"),
        notebook("!pip list"),
        notebook("%pip show pandas"),
        notebook("import subprocess\nsubprocess.run(['tar', 'xf', 'a.tar'])"),
    )
    INVALID = (
        notebook("%pip install pandas"),
        notebook("!pip install -q pandas"),
        notebook("!conda install pandas"),
        notebook("import sys\n!{sys.executable} -m pip install pandas"),
        notebook("import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'pip', 'install', 'pandas'])"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each line."""
        for parsed in context.parsed.cells:
            for magic in parsed.magics:
                if magic.fate is MagicFate.INSTALL and not _ASKS.search(magic.text):
                    yield self.found(
                        parsed.cell.index,
                        context.line(parsed.cell.index, magic.line),
                        message="packages are installed here; the package declares them instead",
                    )
        for facts, effect in context.live_effects(EffectKind.SHELL):
            if installs(effect):
                yield self.found(
                    facts.index,
                    context.effect_span(facts, effect),
                    message="packages are installed here; the package declares what it needs",
                    hint="leave it out: a pipeline's environment is made before it runs",
                )


def installs(effect: Effect) -> bool:
    """Whether a command that Python code runs is `pip install` or the like."""
    texts = (
        (node.evaluated_value for node in walk(effect.node) if isinstance(node, cst.SimpleString))
        if effect.node
        else ()
    )
    words = {word for text in texts if isinstance(text, str) for word in text.split()}
    return "install" in words and not words.isdisjoint({"pip", "pip3", "conda", "mamba", "uv", "apt", "apt-get"})
