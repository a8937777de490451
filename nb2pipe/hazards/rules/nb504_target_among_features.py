"""NB504: the target is among the features."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.known_columns import number_of
from nb2pipe.hazards.learning import learns
from nb2pipe.hazards.model_calls import model_calls
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class TargetAmongFeatures(Rule):
    """A model is fitted on a table that has the target, or the column from which the target is computed, as a column.

    The model reads the answer off the question; its score is perfect and worth nothing.

    Where columns are chosen by what they hold (`df.select_dtypes("number")`), and nothing tells whether the target is
    one of them, the finding is an info.

    Drop the column from the features: `X = df.drop(columns=["target"])`.
    """

    code = RuleCode("NB504")
    name = "target-among-features"
    severity = Severity.WARNING
    VALID = (
        notebook(
            "df = load()\nnames = list(df.columns)\nnames.remove('y')\nrest = df.drop(columns='y').columns",
            "Ridge().fit(df[names], df['y'])\nLasso().fit(df[rest], df['y'])",
        ),
        notebook(
            "df = pd.read_csv('a.csv')\ndf['log'] = np.log1p(df['price'])",
            "left_out = ['log', 'price']\nfeatures = [c for c in df.columns if c not in left_out]",
            "Ridge().fit(df[features], df['log'])",
        ),
        notebook("df = pd.read_csv('a.csv')", "X = df.drop('y', axis=1)\ny = df['y']", "model.fit(X, y)"),
        notebook("df = pd.read_csv('a.csv')", "y = df.pop('y')\nmodel.fit(df, y)"),
        notebook("df = pd.read_csv('a.csv')", "X = df[['a', 'b']]\ny = df['y']", "model.fit(X, y)"),
        notebook("df = pd.read_csv('a.csv')", "y = df['y']\ndel df['y']", "model.fit(df, y)"),
        notebook("df = load()", "target = df['y']\ndf = df.drop(columns=['y'])", "model.fit(df, target)"),
        notebook("train, test = train_test_split(df, stratify=df['y'])", "model.fit(train[cols], train['y'])"),
        notebook("df = load()", "a, b, c, d = train_test_split(df, df['y'])", "Ridge().fit(a[['x']], c)"),
        notebook(
            "df = load()", "pipe = Pipeline([('columns', selector), ('model', Ridge())])", "pipe.fit(df, df['y'])"
        ),
        notebook("X = df.drop(columns=target)\ny = df[target]", "model.fit(X, y)"),
        notebook("df = load()\ntarget = 'y'", "X = df.drop(columns=[target])", "Ridge().fit(X, df[target])"),
        notebook("df = load()\ndf['last'] = df['y'].shift(1)", "Ridge().fit(df.drop(columns='y'), df['y'])"),
        notebook(
            "df = load()\ndf['level'] = df['sales'].shift(1).rolling(7).mean()",
            "Ridge().fit(df[['level']], df['sales'])",
        ),
        notebook(
            "df = load()\ndf['next'] = df['close'].shift(-1)\ndf['level'] = df['close'].rolling(7).mean()",
            "Ridge().fit(df[['level', 'close']], df['next'])",
        ),
        notebook(
            "df = load()", "cross_val_score(Ridge(), df[['a', 'b']], df['y'])", "Ridge().fit(X=df[['a']], y=df['y'])"
        ),
        notebook("df = load()\ndf['y'] = 2 * df['x'] + noise", "Ridge().fit(df[['x']], df['y'])"),
        notebook("df = load()\ndf['sum'] = df['a'] + df['b']", "Ridge().fit(df[['a', 'c']], df['sum'])"),
        notebook(
            "df = load()\nnames = df.select_dtypes('number').columns.drop('y')", "Ridge().fit(df[names], df['y'])"
        ),
        notebook("df = load()", "X = df.iloc[:, 1:-1]\ny = df.iloc[:, -1]", "Ridge().fit(X, y)"),
        notebook(
            "df = load()\nnames = [c for c in df.columns if df[c].dtype != 'object' and c != 'y']",
            "Ridge().fit(df[names], df['y'])",
        ),
    )
    INVALID = (
        notebook("df = load()\nX = df.select_dtypes(include='number')", "Ridge().fit(X, df['y'])"),
        notebook("df = load()\nnames = df.select_dtypes('number').columns", "SVC().fit(df[names], df['y'])"),
        notebook(
            "df = load()\nnames = [c for c in df.columns if df[c].dtype != 'object']",
            "a, b, c, d = train_test_split(df[names], df['y'])\nRidge().fit(a, c)",
        ),
        notebook("df = load()\nX = df.iloc[:, :]", "Ridge().fit(X, df['y'])"),
        notebook("df = load()\nX, y = df.iloc[:, 1:].values, df.iloc[:, -1].values", "Ridge().fit(X, y)"),
        notebook("df = load()", "cross_val_score(make_pipeline(StandardScaler(), SVC()), df, df['y'])\nm.fit(X, y)"),
        notebook("df = pl.read_csv('a.csv')", "Ridge().fit(df.select(pl.exclude('id')).to_numpy(), df['y'])"),
        notebook("df = load()\nnames = df.columns.tolist()", "Ridge().fit(df[names], df['y'])"),
        notebook("df = load()\ndf.loc[:, 'hint'] = df['y'] * 3", "Ridge().fit(df[['a', 'hint']], df['y'])"),
        notebook("df = load()", "print(cross_val_score(Ridge(), df[['a', 'y']], df['y']))", "Ridge().fit(X, y)"),
        notebook("df = load()", "Ridge().fit(X=df.loc[:, ['a', 'y']], y=df.loc[:, 'y'])"),
        notebook(
            "df = load().assign(gain=lambda d: d['price'] - d['cost'])",
            "Ridge().fit(df[['cost', 'gain']], df['price'])",
        ),
        notebook(
            "df = pl.read_csv('a.csv').with_columns((pl.col('price') * 2).alias('twice'))",
            "Ridge().fit(df.select(['area', 'twice']).to_numpy(), df['price'].to_numpy())",
        ),
        notebook("df = load()\ndf['twice'] = df['y'] * 2", "m = smf.ols('y ~ a + twice', data=df).fit()"),
        notebook("df = load()\ndf['next'] = df['sales'].shift(-1)", "Ridge().fit(df[['level', 'next']], df['sales'])"),
        notebook(
            "df = pd.read_csv('a.csv')\ndf['log'] = np.log1p(df['price'])",
            "features = [c for c in df.columns if c != 'log']",
            "a, b, c, d = train_test_split(df[features], df['log'])\nRidge().fit(a, c)",
        ),
        notebook(
            "df = load()\ndf['level'] = df['sales'].rolling(7).mean()\ntrain, test = df.iloc[:-30], df.iloc[-30:]",
            "Ridge().fit(train[['level']], train['sales'])",
        ),
        notebook(
            "df = load()\ndf['next'] = df['close'].shift(-1)\ndf['up'] = df['next'] > df['close']",
            "RandomForestClassifier().fit(df[['next', 'volume']], df['up'])",
        ),
        notebook(
            "df = load()\ndf['good'] = df['quality'].apply(lambda q: q > 6)",
            "RandomForestClassifier().fit(df.drop(columns=['good']), df['good'])",
        ),
        notebook(
            "df = load()\ndf['mix'] = df['y'] * 2 + df['a']",
            "Ridge().fit(df[['a', 'mix']], df['y'])",
        ),
        notebook("df = pd.read_csv('a.csv')", "y = df['y']", "LinearRegression().fit(df, y)"),
        notebook("df = pd.read_csv('a.csv')", "X = df[['a', 'y']]\ny = df['y']", "model.fit(X, y)"),
        notebook("df = load()", "a, b, c, d = train_test_split(df, df['y'])", "model = Ridge()\nmodel.fit(a, c)"),
        notebook(
            "df = load()",
            "df['late'] = (df['delay'] > 15).astype(int)",
            "X = df.drop(columns=['late'])\ny = df['late']",
            "clf = RandomForestClassifier(random_state=0)\nclf.fit(X, y)",
        ),
        notebook("df = load()\ncols = ['a', 'y']\nmodel.fit(df[cols], df['y'])"),
        notebook("df = load()\ntarget = 'y'\ncols = ['a', target]\nmodel.fit(df[cols], df[target])"),
        notebook("df = load()\ndf['twice'] = df['y'] * 2", "Ridge().fit(df.drop(columns='y'), df['y'])"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call that is given both."""
        if not learns(context):
            return
        reported: set[tuple[int, str]] = set()
        for asked in model_calls(context)[0]:
            leak = asked.leak
            if leak is None or (leak.target.frame, leak.column) in reported:
                continue
            reported.add((leak.target.frame, leak.column))
            what = f"`{leak.column}`, from which the target `{leak.target.name}` is made,"
            if leak.column == leak.target.name:
                what = f"the target `{leak.column}`"
            elif leak.is_made_of_target:
                what = f"`{leak.column}`, which is made from the target `{leak.target.name}`,"
            number = number_of(leak.column)
            what = what if number is None else f"the target, column `{number}`,"
            message = f"{what} is among the features"
            yield self.found(
                asked.line.cell,
                context.span(asked.line.cell, asked.call),
                message=message if leak.is_surely_there else f"if it holds numbers, {message}",
                hint=f"drop it: `.drop(columns=[{leak.column!r}])`"
                if number is None
                else "choose the other columns for the features",
                severity=None if leak.is_surely_there else Severity.INFO,
            )
