"""NB311: a key or a login stands in a saved output."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.secrets import holds_secret
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class SecretInOutput(Rule):
    """A saved output holds what looks like a key, a token or a URL with a password.

    The code may read it from the environment as it should; what it prints goes with the file all the same, to everybody
    who gets it.

    Clear the output, do not print the value, and replace the secret: it is known now.
    """

    code = RuleCode("NB311")
    name = "secret-in-output"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("print(url)", printed="postgresql://me:***@db.example.org/sales")),
        notebook(cell("df", result="   id  token\n0   1  [PAD]")),
    )
    INVALID = (
        notebook(cell("print(os.environ)", printed="environ({'KEY': 'AKIA" + "ABCDEFGHIJKLMNOP'})")),
        notebook(cell("engine.url", result="postgresql://me:hunter2@db.example.org/sales")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell; the message never repeats the secret."""
        for parsed in context.notebook.cells:
            if any(holds_secret(output.text) for output in parsed.outputs):
                yield self.found(
                    parsed.index,
                    message="a saved output of this cell holds what looks like a password, a key or a token",
                    hint="clear the output, and replace the secret: it is known now",
                )
