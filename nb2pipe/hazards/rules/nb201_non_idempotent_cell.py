"""NB201: a cell gives another result each time it is run."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.idempotency import repeated_effects
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class NonIdempotentCell(Rule):
    """A cell changes a variable of another cell, starting from the variable itself: `x += 1`, `rows.append(…)`.

    In the notebook a second run of the cell changes it once more. In a package each step starts from its own copy,
    so the step is safe to repeat; the finding says where the notebook's saved results may come from a second run.

    Give the result a new name, or make the variable in the cell that changes it.
    """

    code = RuleCode("NB201")
    name = "non-idempotent-cell"
    severity = Severity.INFO
    VALID = (
        notebook("x = 1\nx += 1"),
        notebook("name = ' a '", "name = name.strip()"),
        notebook("xs = [2, 1]", "xs.sort()"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['b'] = df['a'] * 2"),
        notebook("x = 1", "y = x + 1"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.dropna().rename(columns={'a': 'b'})"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['a'] = df['a'].fillna(0)\ndf = df.iloc[:5]"),
        notebook("total = 0", "total = 0\nfor price in [1, 2]:\n    total += price"),
    )
    INVALID = (
        notebook("x = 1", "x += 1"),
        notebook("x = 1", "x = x * 2"),
        notebook("total = 0", "for price in [1, 2]:\n    total += price"),
        notebook("xs = []", "xs.append(1)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.drop('a', axis=1)"),
        notebook("rows = iter([1, 2])", "first = next(rows)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['price'] = df['price'] * 1.2"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.drop('id', axis=1, inplace=True)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.iloc[1:]"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.rename(columns=str).set_index('a')"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = pd.get_dummies(df, columns=['c'])"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for facts in context.code:
            if facts.role is Role.SKIP:
                continue
            for name, node in repeated_effects(context, facts):
                yield self.found(
                    facts.index,
                    context.span(facts.index, node),
                    message=f"each run of this cell changes `{name}` once more",
                    hint=f"give the result a new name, or make `{name}` in this cell",
                )
