"""NB106: a module is imported below the first imports."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import BUILTIN_NAMES, Context
from nb2pipe.hazards.editing import delete_lines, insert_below, lines_of
from nb2pipe.hazards.imported import meanings_of, means_one_thing
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import CellFacts, Role, StatementFacts
from nb2pipe.model.code import MagicFate
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Edit, Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode

#: What may decide which module an import finds, or what the module does when it is imported.
_TELLING = (
    EffectKind.SEARCH_PATH,
    EffectKind.SET_ENVIRONMENT,
    EffectKind.CHANGE_DIRECTORY,
    EffectKind.SET_OPTION,
    EffectKind.MONKEYPATCH,
    EffectKind.SHELL,
    EffectKind.IPYTHON,
    EffectKind.DYNAMIC,
    EffectKind.WRITE_FILE,
)
#: A cell and a statement in it.
_Place = tuple[int, int]


class LateImport(Rule):
    """A cell imports a module, though an earlier cell holds the notebook's imports.

    What the notebook needs is seen at once if all imports stand in its first cell, and a missing module is found
    before the first hour of work. This is a matter of style, so the rule is off by default: select it, or name it in
    `extend-select`.

    Move the import up. `nb2pipe fix --unsafe-fixes` does, where nothing between may make a difference to an import.
    """

    code = RuleCode("NB106")
    name = "late-import"
    severity = Severity.INFO
    is_default = False
    VALID = (
        notebook("import numpy as np\nimport pandas as pd", "x = np.zeros(3)"),
        notebook("x = 1", "import numpy as np"),
        notebook("import numpy as np", "def f():\n    import math\n    return math.pi"),
        notebook("import a", "try:\n    import b\nexcept ImportError:\n    b = None"),
    )
    INVALID = (notebook("import numpy as np", "import pandas as pd"), notebook("import a", "x = 1\nfrom b import c"))
    UNSAFE_FIXED = (
        (
            notebook("import math  # first\nx = math.pi", "import json  # why\ny = [x]", "from os import path"),
            notebook("import math  # first\nimport json  # why\nfrom os import path\nx = math.pi", "y = [x]", ""),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell."""
        first = next((facts for facts in context.code if any(_is_import(each) for each in facts.statements)), None)
        for facts in context.code:
            if first is None or facts.index <= first.index or facts.role is Role.SKIP:
                continue
            imports = [statement for statement in facts.statements if _is_import(statement)]
            if imports:
                yield self.found(
                    facts.index,
                    context.statement_span(facts.index, imports[0].index),
                    message=f"this import stands below those of cell {first.index}",
                    hint=f"move it into cell {first.index}",
                    fix=_moved(context, first, facts, imports),
                )


def _is_import(statement: StatementFacts) -> bool:
    return statement.is_import and isinstance(statement.node, cst.SimpleStatementLine)


def _moved(context: Context, first: CellFacts, facts: CellFacts, imports: list[StatementFacts]) -> Fix | None:
    last = [statement for statement in first.statements if _is_import(statement)][-1]
    deletions = [delete_lines(context, facts.index, statement.node, with_comment=True) for statement in imports]
    lines = [lines_of(context, facts.index, statement.node) for statement in imports]
    edits = [edit for edit in deletions if edit is not None]
    if not _may_move(context, (first.index, last.index), (facts.index, imports[-1].index), imports):
        return None
    if len(edits) < len(deletions) or context.source(facts.index).magics or any("__future__" in line for line in lines):
        return None
    parts: tuple[Edit, ...] = (insert_below(context, first.index, last.node, lines), *edits)
    return Fix(f"move the import into cell {first.index}", parts, is_safe=False)


def _may_move(context: Context, above: _Place, place: _Place, imports: list[StatementFacts]) -> bool:
    """Whether the names mean nothing else anywhere, and nothing between changes what an import finds."""
    nodes = [part for each in imports for part in cst.ensure_type(each.node, cst.SimpleStatementLine).body]
    names = [meanings_of(node) for node in nodes if isinstance(node, (cst.Import, cst.ImportFrom))]
    if not all(names) or len(names) < len(nodes):
        return False
    if any(name in BUILTIN_NAMES or not means_one_thing(context, name) for each in names for name, _ in each):
        return False
    installs = (
        facts.index
        for facts in context.code
        if any(magic.fate is MagicFate.INSTALL for magic in context.source(facts.index).magics)
    )
    return not any(above[0] <= cell <= place[0] for cell in installs) and not any(
        above < (facts.index, effect.statement) < place
        and (effect.kind is not EffectKind.WRITE_FILE or effect.target.endswith(".py"))
        for facts, effect in context.effects(*_TELLING)
    )
