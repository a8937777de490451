"""NB201: a cell gives another result each time it is run."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.idempotency import appending_calls, repeated_effects
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class NonIdempotentCell(Rule):
    """A cell changes a variable of another cell, starting from the variable itself: `x += 1`, `rows.append(…)`.

    So does a cell that opens a file to append to it, or adds rows to a table of a database: these keep what all runs
    have written.

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
        notebook("with open('log.csv', 'w') as file:\n    file.write('x')"),
        notebook("import pandas as pd\nimport numpy as np\ndf = pd.read_csv('a.csv')", "df['b'] = np.log1p(df['a'])"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['b'] = df['a'] * 2"),
        notebook("x = 1", "y = x + 1"),
        notebook("import pandas as pd\ndf = 1", "print(df)\ndf = pd.read_csv('a.csv')\ndf = df.drop('a', axis=1)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.dropna().rename(columns={'a': 'b'})"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['a'] = df['a'].fillna(0)\ndf = df.iloc[:5]"),
        notebook("total = 0", "total = 0\nfor price in [1, 2]:\n    total += price"),
    )
    INVALID = (
        notebook("with open('log.csv', 'a') as file:\n    file.write('x')"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.to_sql('t', db, if_exists='append')"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.loc[len(df)] = [1, 2]"),
        notebook("import pandas as pd\nimport numpy as np\ndf = pd.read_csv('a.csv')", "df['a'] = np.log1p(df['a'])"),
        notebook("import sqlite3\ndb = sqlite3.connect('a.db')", "db.execute('INSERT INTO t VALUES (1)')"),
        notebook("x = 1", "x += 1"),
        notebook("x = 1", "x = x * 2"),
        notebook("total = 0", "for price in [1, 2]:\n    total += price"),
        notebook("xs = []", "xs.append(1)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.drop('a', axis=1)"),
        notebook("rows = iter([1, 2])", "first = next(rows)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['price'] = df['price'] * 1.2"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.drop('id', axis=1, inplace=True)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.iloc[1:]"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.drop('a', axis=1)\ndf = df.fillna(0)"),
        notebook("rows = []", "rows.append(1)\nrows += [2]"),
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
            for call in appending_calls(context.tree(facts.index)):
                yield self.found(
                    facts.index,
                    context.span(facts.index, call),
                    message="each run of this cell adds to what it has written before",
                    hint='write anew: `mode="w"`, `if_exists="replace"`, `INSERT OR REPLACE`',
                )
