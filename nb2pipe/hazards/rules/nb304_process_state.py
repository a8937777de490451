"""NB304: a cell changes the working directory, the environment or the module search path."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_WHAT = {
    EffectKind.CHANGE_DIRECTORY: ("this changes the working directory, and with it the meaning of every relative path",
                                  "use paths relative to one folder, and make the folder a parameter"),
    EffectKind.SET_ENVIRONMENT: ("this sets an environment variable for everything that runs later in this process",
                                 "pass the value as an argument, or set it where the pipeline is started"),
    EffectKind.SEARCH_PATH: ("this changes where Python looks for modules",
                             "install the module as a package, or put it beside the notebook"),
}  # fmt: skip


class ProcessState(Rule):
    """A cell changes state of the whole process: `os.chdir`, `%cd`, `os.environ[…] =`, `sys.path.append`.

    Other processes do not have it. nb2pipe makes the change again in each step that needs it, but a directory that
    is there on one machine only, or a path to modules in a home folder, will not be there on another.

    Use paths relative to one folder that is a parameter; pass values as arguments; install modules.
    """

    code = RuleCode("NB304")
    name = "process-state"
    severity = Severity.WARNING
    VALID = (
        notebook("import os\nos.environ['HOME']"),
        notebook("import os\nos.path.join('a', 'b')"),
        notebook("import sys\nprint(sys.path)"),
    )
    INVALID = (
        notebook("import os\nos.chdir('data')"),
        notebook("%cd data"),
        notebook("%env MODE=test"),
        notebook("import os\nos.environ['MODE'] = 'test'"),
        notebook("import sys\nsys.path.append('..')"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement and kind of change."""
        for facts, effect in context.live_effects(*_WHAT):
            message, hint = _WHAT[effect.kind]
            yield self.found(facts.index, context.effect_span(facts, effect), message=message, hint=hint)
