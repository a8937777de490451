"""NB504: the target is among the features."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.asked import CALLS, estimator_of, takes_all, what_is_asked
from nb2pipe.hazards.columns import Columns
from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import class_called_on, learns, lines_of, note_made
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.chains import called_name

#: Ends of the names of estimators that learn from every column they are given.
_TAKES_ALL_COLUMNS = ("Classifier", "Regressor", "Regression", "RegressionCV", "SVC", "SVR", "NB", "Ridge", "Lasso",
                      "ElasticNet", "Perceptron", "RidgeCV", "LassoCV", "LinearDiscriminantAnalysis")  # fmt: skip


class TargetAmongFeatures(Rule):
    """A model is fitted on a table that has the target, or the column from which the target is computed, as a column.

    The model reads the answer off the question; its score is perfect and worth nothing.

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
    )
    INVALID = (
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
        state = Columns()
        made: dict[str, str] = {}
        reported: set[tuple[int, str]] = set()
        for line in lines_of(context):
            for call in () if line.called.isdisjoint(CALLS) else line.calls:
                asked = what_is_asked(call, state) if called_name(call) in CALLS else None
                if asked is None:
                    continue
                features, target = asked
                # A pipeline or a formula may choose its columns from a whole frame by itself.
                if features.only is None and not _takes_all_columns(call, made):
                    continue
                column = state.origins.leaked(features, target)
                if column and (target.frame, column) not in reported:
                    reported.add((target.frame, column))
                    what = f"`{column}`, from which the target `{target.name}` is made,"
                    if column == target.name:
                        what = f"the target `{column}`"
                    elif state.origins.is_made_of(column, target):
                        what = f"`{column}`, which is made from the target `{target.name}`,"
                    yield self.found(
                        line.cell,
                        context.span(line.cell, call),
                        message=f"{what} is among the features",
                        hint=f"drop it: `.drop(columns=[{column!r}])`",
                    )
            state.follow(line)
            note_made(line, made)


def _takes_all_columns(call: cst.Call, made: dict[str, str]) -> bool:
    estimator = class_called_on(call, made) if called_name(call) == "fit" else estimator_of(call, made)
    return estimator.endswith(_TAKES_ALL_COLUMNS) or takes_all(call)
