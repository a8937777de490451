"""NB501: a transformer learns from rows that later test the model."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import splits
from nb2pipe.hazards.rows.lineage import evidence_of
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_SCALE = "from sklearn.preprocessing import StandardScaler\nfrom sklearn.model_selection import train_test_split"
#: What fills a row from those below it.
_LOOKING_AHEAD = {"bfill", "backfill", "fillna", "merge_asof", "interpolate", "shift", "diff", "pct_change"}


class PreprocessingLeakage(Rule):
    """A scaler, imputer, selector or the like is fitted on all rows, and the rows are split into train and test after.

    The test rows have had a part in what the model is given, so its score is better than it will be on new data. The
    worst case is choosing features by the target: pure noise can be made to score well.

    Split first, fit on the training rows only, or put the transformer into a `Pipeline`. nb2pipe does not repair
    this: it would change the numbers.

    See Yang et al., *Data Leakage in Notebooks*, ASE 2022.
    """

    code = RuleCode("NB501")
    name = "preprocessing-leakage"
    severity = Severity.WARNING
    VALID = (
        notebook(
            "class Ready:\n    def __init__(self):\n        self.scaler, self.is_fitted = StandardScaler(), False\n"
            "    def run(self, X):\n        if not self.is_fitted:\n            self.scaler.fit(X)\n"
            "            self.is_fitted = True\n        return self.scaler.transform(X)",
            "a, b, c, d = train_test_split(X, y)\nready = Ready()",
            "model = SVC().fit(ready.run(a), c)\nprint(model.score(ready.run(b), d))",
        ),
        notebook(
            "class Ready:\n    def run(self, X):\n        if not hasattr(self, 'scaler'):\n"
            "            self.scaler = StandardScaler().fit(X)\n        return self.scaler.transform(X)",
            "a, b, c, d = train_test_split(X, y)\nready = Ready()",
            "model = SVC().fit(ready.run(a), c)\nprint(model.score(ready.run(b), d))",
        ),
        notebook(
            "class Study:\n    def __init__(self, df):\n        self.scaler = StandardScaler()\n"
            "        self.A, self.B, self.c, self.d = train_test_split(df[['a']], df['y'])\n"
            "    def train(self):\n        self.model = SVC().fit(self.scaler.fit_transform(self.A), self.c)\n"
            "    def judge(self):\n        return self.model.score(self.scaler.transform(self.B), self.d)",
            "study = Study(pd.read_csv('a.csv'))\nstudy.train()\nprint(study.judge())",
        ),
        notebook(
            "train, test = pd.read_csv('train.csv'), pd.read_csv('test.csv')\nboth = pd.concat([train, test])",
            "s = StandardScaler().fit(both[['a']])\nmodel = Ridge().fit(s.transform(train[['a']]), train['y'])",
            "pd.Series(model.predict(s.transform(test[['a']]))).to_csv('out.csv')",
        ),
        notebook(
            "train, test = pd.read_csv('train.csv'), pd.read_csv('test.csv')",
            "s = StandardScaler().fit(train[['a']])\nmodel = Ridge().fit(s.transform(train[['a']]), train['y'])",
            "print(model.score(s.transform(test[['a']]), test['y']))",
        ),
        notebook(
            "class Cleaner:\n    def __init__(self):\n        self.filler = KNNImputer()\n"
            "    def run(self, X, learn=True):\n        if learn:\n            self.filler.fit(X)\n"
            "        return self.filler.transform(X)",
            "a, b, c, d = train_test_split(X, y)\ncleaner = Cleaner()",
            "model.fit(cleaner.run(a), c)\nmodel.score(cleaner.run(b, learn=False), d)",
        ),
        notebook(
            "df = df[df['day'] > df['day'].max() - 30]\ndf = df[df.groupby('shop')['a'].transform('count') > 3]",
            "train, test = train_test_split(df)\nmodel.fit(train[['a']], train['y'])",
        ),
        notebook(
            "train, test = train_test_split(df)",
            "mean = train['age'].mean()",
            "train['age'] = train['age'].fillna(mean)\ntest['age'] = test['age'].fillna(mean)\nmodel.fit(train, y)",
        ),
        notebook(
            "people = trips.groupby('person').mean()", "a, b, c, d = train_test_split(people, y)\nmodel.fit(a, c)"
        ),
        notebook(
            "df['y'] = LabelEncoder().fit_transform(df['y'])\ndf['age'] = df['age'].fillna(0)",
            "a, b, c, d = train_test_split(df[['age']], df['y'])\nmodel.fit(a, c)",
        ),
        notebook(
            "df = pd.read_csv('a.csv')\nprint(df['city'].value_counts())\ndf['flow'] = df['flow'].ffill().bfill()",
            "df['level'] = df.groupby('shop')['sales'].transform(lambda sales: sales.shift().ewm(span=7).mean())",
            "train, test = df[:100], df[100:]\nmodel.fit(train[['level']], train['y'])",
        ),
        notebook(
            _SCALE,
            "X_train, X_test, y_train, y_test = train_test_split(X, y)",
            "scaler = StandardScaler().fit(X_train)\nA = scaler.transform(X_train)\nB = scaler.transform(X_test)",
        ),
        notebook(_SCALE, "scaler = StandardScaler()\nZ = scaler.fit_transform(X)", "print(Z.mean())"),
        notebook(
            "from sklearn.preprocessing import LabelEncoder",
            "y = LabelEncoder().fit_transform(labels)",
            "a, b, c, d = train_test_split(X, y)",
        ),
        notebook(
            "from sklearn.decomposition import PCA",
            "Z = PCA(2).fit_transform(X)\nplt.scatter(Z[:, 0], Z[:, 1])",
            "a, b, c, d = train_test_split(X, y)",
        ),
        notebook(
            "df = pd.read_csv('a.csv')",
            "df['week'] = df['sales'].rolling(7).mean()\ndf['level'] = df.groupby('shop')['sales'].expanding().mean()",
            "train, test = df[:100], df[100:]\nmodel.fit(train[['week', 'level']], train['sales'])\n"
            "model.score(test[['week', 'level']], test['sales'])",
        ),
        notebook(
            "df = pd.read_csv('a.csv', index_col='day', parse_dates=True)\ndaily = df.resample('D').mean()",
            "train, test = daily[:100], daily[100:]\nmodel.fit(train[['a']], train['b'])\n"
            "model.score(test[['a']], test['b'])",
        ),
        notebook(
            "df = pd.read_csv('a.csv', index_col='day')\ntrain, test = df[df.index < '2020'], df[df.index >= '2020']",
            "scaler = MinMaxScaler()\nmodel.fit(scaler.fit_transform(train), y)\nmodel.predict(scaler.transform(test))",
            "last = scaler.transform(df[-9:])\nmodel.predict(last)",
        ),
        notebook(
            "df['dear'] = df['price'] > df['price'].median()",
            "a, b, c, d = train_test_split(df.drop(columns=['price', 'dear']), df['dear'])\nmodel.fit(a, c)",
        ),
        notebook(
            "X_train, X_test, y_train, y_test = train_test_split(X, y)",
            "A = StandardScaler().fit_transform(X_train)\nGridSearchCV(SVC(), {'C': [1, 2]}).fit(A, y_train)",
        ),
        notebook(
            "table = df.corr()\nsns.heatmap(table)\nprint(table['y'].sort_values())",
            "a, b, c, d = train_test_split(df[['a']], df['y'])\nmodel.fit(a, c)",
        ),
        notebook(
            "people = trips.group_by('person').agg(pl.col('km').mean())",
            "train, test = train_test_split(people)\nmodel.fit(train[['km']], train['late'])",
        ),
    )
    INVALID = (
        notebook(
            "class Study:\n    def __init__(self, df):\n        self.df = df\n    def prepare(self):\n"
            "        self.df[['a']] = StandardScaler().fit_transform(self.df[['a']])\n        return self\n"
            "    def halves(self):\n        return train_test_split(self.df[['a']], self.df['y'])",
            "a, b, c, d = Study(pd.read_csv('a.csv')).prepare().halves()\nprint(SVC().fit(a, c).score(b, d))",
        ),
        notebook(
            "train, test = pd.read_csv('train.csv'), pd.read_csv('test.csv')\nboth = pd.concat([train, test])",
            "s = StandardScaler().fit(both[['a']])\nmodel = Ridge().fit(s.transform(train[['a']]), train['y'])",
            "print(mean_absolute_error(test['y'], model.predict(s.transform(test[['a']]))))",
        ),
        notebook(
            "df['z'] = (df['a'] - df['a'].mean()) / df['a'].std()\ntrain, test = df[:80], df[80:]",
            "result = sm.OLS(train['y'], train[['z']]).fit()",
            "print((result.predict(test[['z']]) - test['y']).abs().mean())",
        ),
        notebook(
            "train, test = pd.read_csv('train.csv'), pd.read_csv('test.csv')\nboth = pd.concat([train, test])",
            "s = StandardScaler().fit(both[['a']])\nmodel = Ridge().fit(s.transform(train[['a']]), train['y'])",
            "print(model.score(s.transform(test[['a']]), test['y']))",
        ),
        notebook(
            "from sklearn.model_selection import train_test_split as tts",
            "class Cleaner:\n    def __init__(self):\n        self.filler = KNNImputer()\n"
            "    def _fill(self, X):\n        return self.filler.fit_transform(X)\n"
            "    def run(self, X):\n        return self._fill(X)",
            "X = Cleaner().run(X)\na, b, c, d = tts(X, y)\nmodel.fit(a, c)",
        ),
        notebook(
            "norm = Normalization()\nnorm.adapt(X)\na, b, c, d = train_test_split(X, y)",
            "net = Sequential([norm, Dense(1)])\nnet.fit(a, c)\nnet.evaluate(b, d)",
        ),
        notebook(
            "low, high = df['a'].quantile(0.25), df['a'].quantile(0.75)\ndf = df[(df['a'] > low) & (df['a'] < high)]",
            "train, test = train_test_split(df)\nmodel.fit(train[['a']], train['y'])",
        ),
        notebook(
            "X = StandardScaler().fit_transform(df[['a']])",
            "print(cross_val_score(LogisticRegression(), X, df['y']).mean())",
        ),
        notebook(
            "strength = df.corr()['y'].abs()\nbest = strength[strength > 0.1].index",
            "a, b, c, d = train_test_split(df[best], df['y'])\nmodel.fit(a, c)",
        ),
        notebook(
            "forest = RandomForestClassifier().fit(X, y)\n"
            "best = pd.Series(forest.feature_importances_, index=X.columns).nlargest(5).index",
            "a, b, c, d = train_test_split(X[best], y)\nmodel.fit(a, c)",
        ),
        notebook(
            "df = df.with_columns(((pl.col('a') - pl.col('a').mean()) / pl.col('a').std()).alias('z'))",
            "train, test = train_test_split(df)\nmodel.fit(train[['z']], train['y'])",
        ),
        notebook(
            "df['kind'] = KMeans(4).fit_predict(df[['a', 'b']])",
            "train, test = train_test_split(df)\nmodel.fit(train[['a', 'kind']], train['y'])",
        ),
        notebook(
            "df = pd.read_csv('a.csv')\ndf['flow'] = df['flow'].bfill()",
            "train, test = df[:100], df[100:]\nmodel.fit(train[['flow']], train['y'])",
            "model.score(test[['flow']], test['y'])",
        ),
        notebook(
            "df = pd.merge_asof(trades, quotes, on='t', direction='forward')",
            "train, test = train_test_split(df)\nmodel.fit(train[['bid']], train['y'])",
        ),
        notebook(
            "df['age'].fillna(df['age'].median(), inplace=True)",
            "train, test = train_test_split(df)\nmodel.fit(train[['age']], train['y'])",
        ),
        notebook(
            "df['often'] = df['city'].map(df['city'].value_counts())\ndf['place'] = df['price'].rank()",
            "train, test = train_test_split(df)\nmodel.fit(train[['often', 'place']], train['y'])",
        ),
        notebook(
            "scalers = {}\nfor column in ['a', 'b']:\n    scalers[column] = MinMaxScaler()\n"
            "    df[[column]] = scalers[column].fit_transform(df[[column]])",
            "train, test = train_test_split(df)\nmodel.fit(train[['a', 'b']], train['y'])",
        ),
        notebook(
            "made = {'fill': SimpleImputer()}\nX = made['fill'].fit_transform(X)",
            "a, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)",
        ),
        notebook(
            "class Clip:\n    def fit(self, X):\n        self.top = np.percentile(X, 99)\n        return self\n"
            "    def transform(self, X):\n        return np.minimum(X, self.top)",
            "X = Clip().fit(X).transform(X)\na, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)",
        ),
        notebook(
            "X_train, X_test, y_train, y_test = train_test_split(X, y)\nscaler = StandardScaler()",
            "A, B = scaler.fit_transform(X_train), scaler.fit_transform(X_test)",
            "model = SVC().fit(A, y_train)\nprint(model.score(B, y_test))",
        ),
        notebook(
            "X = (X - X.mean(0)) / X.std(0)\nA, B = X[:80], X[80:]\nnet = nn.Linear(9, 1)",
            "loss = mse_loss(net(A), y[:80])\nloss.backward()",
            "with torch.no_grad():\n    print(mse_loss(net(B), y[80:]))",
        ),
        notebook(
            "df = pd.read_csv('a.csv')",
            "df['level'] = df['sales'].rolling(7, center=True).mean()",
            "train, test = train_test_split(df)\nmodel.fit(train[['level']], train['sales'])",
        ),
        notebook(
            "df = pd.read_csv('a.csv')",
            "df['age'] = df['age'].fillna(df['age'].mean())",
            "train, test = train_test_split(df)\nmodel.fit(train[['age']], train['y'])",
        ),
        notebook(
            "df = pd.read_csv('a.csv')\ndf['city'] = df.groupby('city')['y'].transform('mean')",
            "train, test = train_test_split(df)\nmodel.fit(train[['city']], train['y'])",
        ),
        notebook(
            "def scaled(X):\n    return StandardScaler().fit_transform(X)",
            "X = scaled(X)\na, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)",
        ),
        notebook(
            "Z = StandardScaler().fit_transform(X)",
            "for train, test in KFold(5).split(X):\n    model.fit(Z[train], y[train])\n"
            "    print(model.score(Z[test], y[test]))",
        ),
        notebook(
            "X = (X - X.mean()) / X.std()\nA, B = X[:80], X[80:]",
            "model = SVC()\nmodel.fit(A, y[:80])\nmodel.score(B, y[80:])",
        ),
        notebook(_SCALE, "X = StandardScaler().fit_transform(X)", "a, b, c, d = train_test_split(X, y)"),
        notebook(
            _SCALE,
            "scaler = StandardScaler()\nscaler.fit(X)\nXs = scaler.transform(X)",
            "a, b, c, d = train_test_split(Xs, y)",
        ),
        notebook(_SCALE, "df[cols] = StandardScaler().fit_transform(df[cols])", "train, test = train_test_split(df)"),
        notebook(
            "from sklearn.feature_selection import SelectKBest\nfrom sklearn.model_selection import cross_val_score",
            "best = SelectKBest(k=20).fit_transform(X, y)",
            "scores = cross_val_score(model, best, y)",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call that learns."""
        if not splits(context):
            return
        for learned, later in evidence_of(context).leaks.items():
            then = f"cell {later} then holds" if later != learned.cell else "the cell then holds"
            if later < learned.cell:
                then = f"cell {later} holds"
            does = "takes values from later rows" if learned.what in _LOOKING_AHEAD else "learns from all rows"
            yield self.found(
                learned.cell,
                context.span(learned.cell, learned.call),
                message=f"`{learned.what}` {does} here; {then} some of them back as a test",
                hint="split first and learn from the training rows, or put it into a `Pipeline`",
            )
        for refit in evidence_of(context).refits:
            yield self.found(
                refit.cell,
                context.span(refit.cell, refit.call),
                message=f"`{refit.what}` learns from the test rows here, not from those that the model was trained on",
                hint="call `transform` of the transformer that was fitted on the training rows",
            )
