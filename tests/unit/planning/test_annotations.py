"""Type hints are what the values are: an array only where it cannot be a number, a model by its class."""

from __future__ import annotations

import pytest

from tests.support.notebooks import make_notebook, plan_of

HEAD = """import collections
import math
from datetime import datetime
from pathlib import Path
import numpy as np
import pandas as pd
import sklearn.svm
import xgboost as xgb
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy.sparse import csr_matrix
from sklearn import tree
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.metrics import accuracy_score, f1_score, roc_curve
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from somewhere import unknown
class Own:
    pass
b = np.random.rand(3)
df = pd.DataFrame({'g': ['a', 'b'], 'v': [1.0, 2.0]})
model = LinearRegression().fit(df[['v']], df['v'])
"""


@pytest.mark.parametrize(
    ("expression", "annotation"),
    [
        ("np.random.rand()", "Any"),
        ("np.random.rand(3)", "np.ndarray"),
        ("np.random.normal(size=3)", "np.ndarray"),
        ("np.random.default_rng(0).integers(0, 5, 3)", "np.ndarray"),
        ("np.sqrt(2.0)", "float"),
        ("np.sqrt(2)", "Any"),
        ("np.isnan(2.0)", "Any"),
        ("np.log1p(df['v'])", "pd.Series"),
        ("np.log(df[['v']])", "pd.DataFrame"),
        ("np.clip(df['v'], 0, 1)", "pd.Series"),
        ("np.abs(b[0])", "Any"),
        ("np.round(df['v'].agg('mean'), 2)", "Any"),
        ("sklearn.metrics.confusion_matrix(['a'], ['a'])", "np.ndarray"),
        ("sklearn.metrics.classification_report(['a'], ['a'])", "str"),
        ("sklearn.metrics.classification_report(['a'], ['a'], output_dict=True)", "Any"),
        ("datetime(2020, 1, 1).isoformat()", "str"),
        ("b.sum()", "Any"),
        ("b.sum(axis=0)", "Any"),
        ("b.reshape(-1, 1).sum(axis=0)", "np.ndarray"),
        ("np.asarray(df).max(axis=1)", "np.ndarray"),
        ("np.mean(np.asarray(df), axis=-1)", "Any"),
        ("np.mean(b)", "np.floating"),
        ("np.mean(b == 1)", "np.floating"),
        ("b.std()", "np.floating"),
        ("np.percentile(b, 5)", "np.floating"),
        ("np.percentile(b, [5, 95])", "np.ndarray"),
        ("np.argsort(b)", "np.ndarray"),
        ("np.argsort(df['v'])", "Any"),
        ("np.maximum(b, 0)", "np.ndarray"),
        ("np.maximum(df['v'], 0)", "Any"),
        ("np.unique(b, return_counts=True)[1]", "np.ndarray"),
        ("np.meshgrid(b, b)[0]", "np.ndarray"),
        ("np.dot(b.reshape(-1, 1), b.reshape(1, -1))", "np.ndarray"),
        ("xgb.train({}, xgb.DMatrix(b.reshape(-1, 1), b))", "xgb.Booster"),
        ("sm.add_constant(df[['v']])", "pd.DataFrame"),
        ("sm.add_constant(unknown(df))", "Any"),
        ("np.c_[b, df.v]", "np.ndarray"),
        ("sm.OLS(df.v, df[['v']])", "sm.OLS"),
        ("sm.OLS(df.v, df[['v']]).fit()", "statsmodels.regression.linear_model.RegressionResultsWrapper"),
        ("sm.OLS(df.v, df[['v']]).fit_regularized()", "Any"),
        ("smf.glm('v ~ g', df).fit()", "statsmodels.genmod.generalized_linear_model.GLMResultsWrapper"),
        ("np.mean(b) * 100 + 1", "np.floating"),
        ("np.mean(b) * b", "Any"),
        ("np.where(b > 1)[0]", "np.ndarray"),
        ("[f'v{i}' for i in range(3)]", "list[str]"),
        ("[each for each in b]", "list"),
        ("'a b'.split()", "list[str]"),
        ("f1_score([1], [1], average='macro')", "float"),
        ("f1_score([1], [1], average=str(b))", "Any"),
        ("df.g.str.upper()", "pd.Series"),
        ("df[df.g.str.contains('a')]", "pd.DataFrame"),
        ("df.g.str.extract('(a)')", "Any"),
        ("pd.to_datetime(df.g).dt.year", "pd.Series"),
        ("np.linalg.eig(df)[0]", "np.ndarray"),
        ("np.linalg.svd(df, compute_uv=False)", "Any"),
        ("b.reshape(-1, 1)[:, 0]", "np.ndarray"),
        ("b.reshape(-1, 1) @ b.reshape(1, -1)", "np.ndarray"),
        ("df[['v']].values", "np.ndarray"),
        ("df['v'].values", "np.ndarray | pd.api.extensions.ExtensionArray"),
        ("roc_curve([0, 1], [0, 1])[1]", "np.ndarray"),
        ("load_iris()", "sklearn.utils.Bunch"),
        ("load_iris().data", "np.ndarray"),
        ("load_iris(as_frame=True).target", "pd.Series"),
        ("load_iris(return_X_y=True)[0]", "np.ndarray"),
        ("StandardScaler().fit_transform(df[['v']])", "np.ndarray"),
        ("StandardScaler().fit_transform(unknown(df))", "Any"),
        ("StandardScaler().set_output(transform='pandas').fit_transform(df[['v']])", "Any"),
        ("make_pipeline(StandardScaler(), PCA()).fit_transform(df[['v']])", "np.ndarray"),
        ("make_pipeline(StandardScaler(), unknown()).fit_transform(df[['v']])", "Any"),
        ("OneHotEncoder(sparse_output=False).fit_transform(df[['g']])", "np.ndarray"),
        ("OneHotEncoder().fit_transform(df[['g']])", "csr_matrix"),
        (
            "ColumnTransformer([('g', OneHotEncoder(), ['g'])]).fit_transform(df)",
            "np.ndarray | csr_matrix",
        ),
        ("ColumnTransformer([('v', StandardScaler(), ['v'])]).fit_transform(df)", "np.ndarray"),
        ("model.coef_", "np.ndarray"),
        ("model.intercept_", "float | np.ndarray"),
        ("GridSearchCV(LinearRegression(), {}).fit(df[['v']], df.v).best_params_", "dict[str, Any]"),
        ("GridSearchCV(LinearRegression(), {}).fit(df[['v']], df.v).best_estimator_", "LinearRegression"),
        ("tree.DecisionTreeClassifier().fit(df[['v']], df.g).predict_proba(df[['v']])", "np.ndarray"),
        ("tree.DecisionTreeClassifier().fit(df[['v']], df[['g']]).predict_proba(df[['v']])", "Any"),
        ("tree.DecisionTreeClassifier().fit(df[['v']], df[['g']]).predict_proba(df[['v']])[:, 1]", "np.ndarray"),
        ("b[0]", "Any"),
        ("b @ b", "Any"),
        ("b * 2 > 1", "np.ndarray"),
        ("b.reshape(-1, 1)", "np.ndarray"),
        ("b[b > 0]", "np.ndarray"),
        ("df['v'] * 2", "pd.Series"),
        ("df.v.quantile(0.5)", "Any"),
        ("df.groupby('g').size()", "pd.Series"),
        ("df.groupby('g', as_index=False).size()", "pd.DataFrame"),
        ("df.groupby('g').v.mean()", "pd.Series"),
        ("df.groupby('g')['v'].mean()", "pd.Series"),
        ("df.groupby('g', as_index=False)['v'].mean()", "pd.DataFrame"),
        ("df.groupby('g', as_index=not len('a'))['v'].mean()", "Any"),
        ("df.groupby('g')[['v']].mean()", "pd.DataFrame"),
        ("df.groupby('g').agg(n=('v', 'sum'))", "pd.DataFrame"),
        ("df.groupby('g').agg({'v': ['min', 'max']})['v']", "Any"),
        ("df.groupby('g').agg('size')", "Any"),
        ("df.groupby('g')['v'].agg(['min', 'max'])", "pd.DataFrame"),
        ("df.groupby('g')['v'].sum().reset_index()", "pd.DataFrame"),
        ("df.groupby('g')['v'].rolling(2).mean()", "pd.Series"),
        ("df.groupby('g').ngroups", "Any"),
        ("df['v'].rolling(2).mean()", "pd.Series"),
        ("df.pivot_table(index='g', columns='v', values=['v'])['v'].mean()", "Any"),
        ("df[str('v')]", "pd.Series"),
        ("df[{'k': ['v']}[str('k')]]", "pd.DataFrame"),
        ("df[df.columns[:1]].mean()", "pd.Series"),
        ("df.shape", "tuple[int, int]"),
        ("df.shape[0]", "int"),
        ("b.reshape(-1, 1).shape[1]", "int"),
        ("df[['v']].sum(axis=1)", "pd.Series"),
        ("df[['v']].max(axis=None)", "Any"),
        ("['a', 'b']", "list[str]"),
        ("{'a': 1, 'b': 2.5}", "dict[str, float]"),
        ("{'a': 1, 'b': [2]}", "dict[str, Any]"),
        ("[('a', 1)]", "list[tuple[str, int]]"),
        ("[1, b]", "list"),
        ("(1, 2, 3, 4, 5)", "tuple[int, ...]"),
        ("'ab'.count('a')", "int"),
        ("df[:1]", "pd.DataFrame"),
        ("df.iloc[1:]", "pd.DataFrame"),
        ("df.loc[df.v > 1]", "pd.DataFrame"),
        ("df.iloc[len('a') + 0]", "Any"),
        ("df['v'][:1]", "pd.Series"),
        ("pd.concat([df, df], axis=1)", "pd.DataFrame"),
        ("pd.concat([df['v'], df['v']])", "pd.Series"),
        ("pd.merge_asof(df, df, on='v')", "pd.DataFrame"),
        ("df[df.v > 1]", "pd.DataFrame"),
        ("df.query('v > 1')", "pd.DataFrame"),
        ("df.v.agg('mean')", "Any"),
        ("round(df.v.mean(), 2)", "float"),
        ("round(2.5)", "int"),
        ("round(df)", "Any"),
        ("sum([1, *b])", "Any"),
        ("max([each * 0.5 for each in b], default=0)", "Any"),
        ("sum([b, b])", "Any"),
        ("abs(-2.5)", "float"),
        ("pd.Timestamp('2024-01-01')", "pd.Timestamp"),
        ("train_test_split(df)[0]", "pd.DataFrame"),
        ("model.predict(df[['v']])", "np.ndarray"),
        ("model.score(df[['v']], df['v'])", "float"),
        ("accuracy_score([1], [1])", "float"),
        ("f1_score([1], [1], average=None)", "Any"),
        ("LinearRegression()", "LinearRegression"),
        ("make_pipeline(LinearRegression())", "Pipeline"),
        ("sklearn.svm.SVC()", "sklearn.svm.SVC"),
        ("tree.DecisionTreeClassifier()", "tree.DecisionTreeClassifier"),
        ("np.random.default_rng(1)", "np.random.Generator"),
        ("Own()", "Own"),
        ("math.floor(2.5)", "int"),
        ("math.isnan(2.5)", "bool"),
        ("5 / 2", "float"),
        ("5 // 2", "int"),
        ("not b.any()", "bool"),
        ("datetime(2024, 1, 1)", "datetime"),
        ("collections.Counter('abc')", "collections.Counter[Any]"),
        ("frozenset([1])", "frozenset[Any]"),
        ("frozenset([1]) if b[0] > 1 else {1}", "Any"),
        ("Path('a') / 'b'", "Path"),
        ("csr_matrix(np.eye(2))", "csr_matrix"),
    ],
)
def test_type_hint_is_the_type_for_sure(expression: str, annotation: str) -> None:
    plan = plan_of(make_notebook((f"{HEAD}x = {expression}", ["step:data"])))
    assert next(output.annotation for output in plan.steps[0].outputs if output.name == "x") == annotation


@pytest.mark.parametrize(
    ("source", "annotation"),
    [
        ("x = {}\nfor k in ['a', 'b']:\n    x[k] = model.score(df[['v']], df['v'])", "dict[str, float]"),
        ("x = []\nfor k in ['a']:\n    x.append({'k': k, 'n': 1})", "list[dict[str, Any]]"),
        ("x = {'a': []}\nfor i in range(9):\n    x['a'].append(i / 2)", "dict[str, list[float]]"),
        ("x = {}\nfor k in 'a b'.split():\n    x.setdefault(k, []).append(len(k))", "dict[str, list[int]]"),
        ("x = {}\nfor k in 'a b'.split():\n    x[k] = x.get(k, 0) + 1", "dict[str, int]"),
        ("x = collections.defaultdict(list)\nx['a'].append(1)", "collections.defaultdict[str, list[int]]"),
        ("x = collections.defaultdict(int)\nx['a'] += 1", "collections.defaultdict[str, int]"),
        ("x = collections.Counter()\nx['a'] += 1", "collections.Counter[str]"),
        ("x = []\nfor i, k in enumerate(['a'], 1):\n    x += [(i, k)]", "list[tuple[int, str]]"),
        ("x = dict(zip(['a'], [0.5]))\nx.update(b=1)", "dict[str, float]"),
        ("x = {}\nfor k, m in {'a': model, 'b': tree.DecisionTreeRegressor()}.items():\n    x[k] = m",
         "dict[str, sklearn.base.BaseEstimator]"),
        ("x = []\nfor k in [None, 'a']:\n    x.append(k)", "list[str | None]"),
        ("x = {'a': 1}\nx['a'] /= 2", "dict[str, float]"),
        ("x = []\nfor k in df['g']:\n    x.append(k)", "list"),
        ("x = [1]\nunknown(x)", "list"),
        ("x = [1]\nlist(map(x.append, 'a'))", "list"),
        ("x = [[1]]\ny = x[0]\ny.append('a')", "list[list[Any]]"),
        ("x = {'a': [1]}\nfor each in x.values():\n    each.append('a')", "dict[str, list[Any]]"),
        ("x = list(zip(*[[1, 'a'], [2, 'b']]))", "list[tuple[Any, ...]]"),
        ("x = 10\nx /= 4", "float"),
    ],
)  # fmt: skip
def test_items_that_code_puts_in_are_what_the_hint_says(source: str, annotation: str) -> None:
    plan = plan_of(make_notebook((f"{HEAD}{source}", ["step:data"])))
    assert next(output.annotation for output in plan.steps[0].outputs if output.name == "x") == annotation


def test_items_that_are_no_longer_alike_give_no_hint() -> None:
    plan = plan_of(make_notebook(("x = [1, 2]\nx.append('a')", ["step:data"])))
    assert plan.steps[0].outputs[0].annotation == "list"


def test_class_that_is_called_is_no_hint_where_the_name_is_bound_again() -> None:
    source = "from datetime import datetime\nx = datetime(2024, 1, 1)\nif x.year > 2000:\n    x = str(x)"
    plan = plan_of(make_notebook((source, ["step:data"])))
    assert next(output.annotation for output in plan.steps[0].outputs if output.name == "x") == "Any"


@pytest.mark.parametrize(
    "read",
    [
        "x = []\nfor r in rows:\n    x.append(r)",
        "x = [r for r in rows]",
        "x = list(reversed(rows))",
        "x = [r for r in {'a': [1], 'b': 5}.values()]",
        "x = [v for k, v in {'a': [1], 'b': 5}.items()]",
        "x = [r for r in (q for q in rows)]",
        "x = [next(iter(rows[1:]))]",
        "x = [c for c in pd.DataFrame({'a': [[1]]}).columns]",
    ],
)
def test_numbers_beside_the_objects_of_a_collection_are_seen(read: str) -> None:
    plan = plan_of(make_notebook((f"{HEAD}rows = [[1], 5]\n{read}", ["step:data"])))
    assert next(output.annotation for output in plan.steps[0].outputs if output.name == "x") == "list"
