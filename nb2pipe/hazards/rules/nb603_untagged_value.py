"""NB603: a step needs a value from a cell that belongs to no step."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import described, find_needs
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_READERS = (Role.STEP, Role.PARAMETERS, Role.REPORT)


class UntaggedValue(Rule):
    """A step, or a report cell, uses a value that an untagged cell makes or changes.

    Untagged cells are not converted, but for imports, functions, classes and settings, which go where they are used.

    Tag the cell. `nb2pipe tag NOTEBOOK` proposes a step for it.
    """

    code = RuleCode("NB603")
    name = "untagged-value"
    severity = Severity.ERROR
    VALID = (
        notebook("x = 1", "y = x"),
        notebook("import math\ndef area(r):\n    return math.pi * r * r", cell("a = area(2)", "step:data")),
        notebook(cell("x = 1", "step:data"), "print(x)", cell("y = x", "step:train")),
        notebook("import numpy as np\nnp.random.seed(0)", cell("x = np.random.rand()", "step:data")),
        notebook("raw = [1]", cell("x = 1", "step:data")),
        notebook(
            "ALL = {}\ndef known(name):\n    def enter(f):\n        ALL[name] = f\n        return f\n    return enter\n"
            "@known('twice')\ndef twice(x):\n    return 2 * x",
            cell("y = [f(1) for f in ALL.values()]", "step:data"),
        ),
    )
    INVALID = (
        notebook("raw = open('a.txt').read()", cell("total = len(raw)", "step:data")),
        notebook(cell("rows = [1]", "step:data"), "rows.append(2)", cell("n = len(rows)", "step:train")),
        notebook(cell("x = 1", "step:data"), "y = x + 1", cell("print(y)", "step:report")),
        notebook("rows = []\nrows.append(2)", cell("n = len(rows)", "step:train")),
        notebook("scale = len(open('a.txt').read())\ndef f(x):\n    return x * scale", cell("y = f(1)", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for need in find_needs(context, readers=_READERS, sources=(Role.UNTAGGED,)):
            does = "changes" if need.is_change else "makes"
            origin = need.source.index
            yield self.found(
                need.reader.index,
                need.span(context),
                message=f"this cell needs {described(need.read.name)}, which cell {origin} {does}; it has no tag",
                hint=f"tag cell {origin}: `nb2pipe tag` proposes a step",
                blocks=True,
            )
