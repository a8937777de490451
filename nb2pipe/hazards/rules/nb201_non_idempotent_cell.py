"""NB201: a cell gives another result each time it is run."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.idempotency import appending_calls, repeated_effects
from nb2pipe.hazards.once_only import once_only
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class NonIdempotentCell(Rule):
    """A cell changes a variable of another cell, starting from the variable itself: `x += 1`, `rows.append(…)`.

    So does a cell that opens a file to append to it, or adds rows to a table of a database: these keep what all runs
    have written.

    A cell that makes a folder or a table, or that deletes an item, a column or a file, fails the second time.

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
        notebook("import os\nos.makedirs('out', exist_ok=True)"),
        notebook("import os\nif not os.path.exists('out'):\n    os.mkdir('out')"),
        notebook("import shutil, os\nshutil.rmtree('out', ignore_errors=True)\nos.mkdir('out')"),
        notebook("import sqlite3\ndb = sqlite3.connect(':memory:')\ndb.execute('CREATE TABLE t (a)')"),
        notebook("import sqlite3\ndb = sqlite3.connect('a.db')", "db.execute('CREATE TABLE IF NOT EXISTS t (a)')"),
        notebook("import pandas as pd\ndf = 1", "print(df)\ndf = pd.read_csv('a.csv')\ndf = df.drop('a', axis=1)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.dropna().rename(columns={'a': 'b'})"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['a'] = df['a'].fillna(0)\ndf = df.iloc[:5]"),
        notebook(
            "import polars as pl\ndf = pl.read_csv('a.csv')", "df = df.with_columns((pl.col('a') * 2).alias('b'))"
        ),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.columns = [c.lower() for c in df.columns]"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['a'] = df['a'].str.strip().astype(int)"),
        notebook("total = 0", "total = 0\nfor price in [1, 2]:\n    total += price"),
    )
    INVALID = (
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['price'] = df['price'].pct_change().fillna(0)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df['a'] = df['a'].apply(lambda a: a * 2)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.columns = [f'old_{c}' for c in df.columns]"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.assign(a=lambda d: d['a'] + 1)"),
        notebook(
            "import polars as pl\ndf = pl.read_csv('a.csv')", "df = df.with_columns((pl.col('a') * 2).alias('a'))"
        ),
        notebook("from collections import Counter\nseen = Counter()", "seen.update(['a'])"),
        notebook("with open('log.csv', 'a') as file:\n    file.write('x')"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.to_sql('t', db, if_exists='append')"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df.loc[len(df)] = [1, 2]"),
        notebook("import pandas as pd\nimport numpy as np\ndf = pd.read_csv('a.csv')", "df['a'] = np.log1p(df['a'])"),
        notebook("import sqlite3\ndb = sqlite3.connect('a.db')", "db.execute('INSERT INTO t VALUES (1)')"),
        notebook("x = 1", "x += 1"),
        notebook("prices = {'a': 1, 'b': 2}", "del prices['a']"),
        notebook("names = ['b', 'a']", "names.reverse()"),
        notebook("import os\nos.mkdir('out')"),
        notebook("import sqlite3\ndb = sqlite3.connect('a.db')", "with db:\n    db.execute('UPDATE t SET n = n + 1')"),
        notebook("from pathlib import Path\nPath('out').mkdir(parents=True)"),
        notebook("import os\nos.rename('a.csv', 'b.csv')"),
        notebook("import sqlite3\ndb = sqlite3.connect('a.db')", "db.execute('CREATE TABLE t (a)')"),
        notebook("import sqlite3\ndb = sqlite3.connect('a.db')", "db.execute('ALTER TABLE t ADD COLUMN b')"),
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
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = df.drop(columns=['a']).assign(b=1)"),
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
            tree = context.tree(facts.index)
            for part, problem in once_only(tree, facts):
                yield self.found(
                    facts.index,
                    context.span(facts.index, part),
                    message=problem,
                    hint="ask first whether it is done: `exist_ok=True`, `IF NOT EXISTS`, `if … in …`",
                )
            for call in appending_calls(tree):
                yield self.found(
                    facts.index,
                    context.span(facts.index, call),
                    message="each run of this cell adds to what it has written before",
                    hint='write anew: `mode="w"`, `if_exists="replace"`, `INSERT OR REPLACE`',
                )
