"""NB212: a module is imported for what its import does."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import lines_of
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.registering import registering_imports


class ImportForEffect(Rule):
    """A module is imported whose name nothing uses, because its import changes another library.

    `from sklearn.experimental import enable_iterative_imputer` makes another import possible, `import hvplot.pandas`
    gives every data frame a method. To a reader, and to tools that tidy imports, the line looks unused.

    Say so in a comment. `export` keeps the import in each step that uses the library which it changes.
    """

    code = RuleCode("NB212")
    name = "import-for-effect"
    severity = Severity.INFO
    VALID = (
        notebook("import pandas as pd\nimport hvplot.pandas"),
        notebook(cell("import pandas as pd", "step:data")),
        notebook("import hvplot.pandas  # gives frames `hvplot`", cell("x = 1", "step:data")),
    )
    INVALID = (
        notebook("import pandas as pd\nimport hvplot.pandas", cell("df = pd.DataFrame()", "step:data")),
        notebook(
            "from sklearn.experimental import enable_iterative_imputer",
            cell("from sklearn.impute import IterativeImputer\nx = IterativeImputer()", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each such import in a notebook that is converted."""
        if not context.has_steps:
            return
        for facts in context.code:
            if facts.role is Role.SKIP or "import" not in context.source(facts.index).cell.source:
                continue
            for statement in facts.statements:
                if not statement.is_import or "#" in lines_of(context, facts.index, statement.node):
                    continue
                for module, library in registering_imports(statement.node):
                    yield self.found(
                        facts.index,
                        context.statement_span(facts.index, statement.index),
                        message=f"importing `{module}` changes `{library}`; nothing shows that the line is needed",
                        hint="say so in a comment",
                    )
