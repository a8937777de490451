"""Models share what they were made with, and call code of the notebook: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: The first cell of every case.
_DATA = """import numpy as np, pandas as pd
from sklearn.preprocessing import StandardScaler, OneHotEncoder, FunctionTransformer
from sklearn.pipeline import Pipeline, make_pipeline, FeatureUnion
from sklearn.compose import ColumnTransformer, make_column_transformer, TransformedTargetRegressor
from sklearn.linear_model import LogisticRegression, LinearRegression, SGDClassifier
from sklearn.ensemble import VotingClassifier, StackingClassifier, BaggingClassifier, AdaBoostClassifier
from sklearn.base import clone, BaseEstimator, TransformerMixin, ClassifierMixin
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split, cross_validate, KFold
from sklearn.tree import DecisionTreeClassifier
X=np.arange(20.).reshape(10,2); y=np.array([0,1]*5)
sc=StandardScaler(); lr=LogisticRegression()"""

#: Cells behind the one above, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "steps attr": (
        "pl=Pipeline([('s',sc),('m',lr)])",
        "pl.steps[0][1].with_mean=False",
        "r=sc.with_mean",
    ),
    "drawn display": (
        "from sklearn.metrics import ConfusionMatrixDisplay\nd=ConfusionMatrixDisplay(np.eye(2))",
        "d.plot()",
        "r=d.ax_.get_xlabel()",
    ),
    "named attr": (
        "pl=Pipeline([('s',sc),('m',lr)])",
        "pl.named_steps['m'].C=7",
        "r=lr.C",
    ),
    "named dot": (
        "pl=Pipeline([('s',sc),('m',lr)])",
        "pl.named_steps.m.C=7",
        "r=lr.C",
    ),
    "pl getitem": (
        "pl=Pipeline([('s',sc),('m',lr)])",
        "pl['m'].C=7",
        "r=lr.C",
    ),
    "ft mut": (
        "def f(v): v[0]=0; return v\nft=FunctionTransformer(f)",
        "z=ft.transform(X)",
        "r=X.sum()",
    ),
    "own score": (
        "log=[]\nclass C(ClassifierMixin,BaseEstimator):\n    def fit(s,X,y): s.c_=y[0]; s.classes_=np.unique(y); return s\n    def predict(s,X): log.append(1); return np.full(len(X),s.c_)\nc=C().fit(X,y)",
        "z=c.score(X,y)",
        "r=len(log)",
    ),
    "own cv": (
        "log=[]\nclass C(ClassifierMixin,BaseEstimator):\n    def fit(s,X,y): log.append(1); s.c_=y[0]; s.classes_=np.unique(y); return s\n    def predict(s,X): return np.full(len(X),s.c_)\nc=C()",
        "z=cross_val_score(c,X,y,cv=2)",
        "r=len(log)",
    ),
    "own grid": (
        "log=[]\nclass C(ClassifierMixin,BaseEstimator):\n    def __init__(self,a=1): self.a=a\n    def fit(s,X,y): log.append(1); s.c_=y[0]; s.classes_=np.unique(y); return s\n    def predict(s,X): return np.full(len(X),s.c_)\ngs=GridSearchCV(C(),{'a':[1,2]},cv=2)",
        "gs.fit(X,y)",
        "r=len(log)",
    ),
    "own setparams": (
        "class T(BaseEstimator):\n    def __init__(self,a=1): self.a=a\nt=T()",
        "t.set_params(a=9)",
        "r=t.a",
    ),
    "own fluent": (
        "from sklearn.base import clone\nlog=[]\nclass C(BaseEstimator):\n    def __init__(self,a=1): self.a=a\n    def fit(s,X): log.append(s.a); return s\nc=C()",
        "clone(c).set_params(a=9).fit(X)",
        "r=log[0]",
    ),
    "own in parallel": (
        "from sklearn.utils.parallel import Parallel,delayed\nlog=[]\ndef f(v): log.append(v)",
        "Parallel(n_jobs=1)(delayed(f)(v) for v in [1,2])",
        "r=len(log)",
    ),
    "xt alias": (
        "Z=sc.fit_transform(X)",
        "W=Z",
        "W+=1",
        "r=Z.sum()",
    ),
    "bunch": (
        "from sklearn.utils import Bunch\nb=Bunch(data=X)",
        "b.data[0,0]=99",
        "r=X[0,0]",
    ),
    "norm inplace": (
        "from sklearn.preprocessing import normalize",
        "z=normalize(X,copy=False)",
        "r=X.sum()",
    ),
    "scale fn inplace": (
        "from sklearn.preprocessing import scale",
        "z=scale(X,copy=False)",
        "r=X.sum()",
    ),
    "ft pipe pred": (
        "log=[]\ndef f(v): log.append(1); return v\npl=make_pipeline(FunctionTransformer(f),lr).fit(X,y)",
        "z=pl.predict(X)",
        "r=len(log)",
    ),
    "scale attr": (
        "sc.fit(X)",
        "sc.mean_+=1",
        "r=sc.transform(X).sum()",
    ),
    "model intercept": (
        "m=LinearRegression().fit(X,y)",
        "m.intercept_+=5",
        "r=m.predict(X).sum()",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough([_DATA, *CASES[case]], "r")
