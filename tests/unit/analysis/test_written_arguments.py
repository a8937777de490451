"""Functions of libraries that write into what they are given: a cell that calls one changes its variable."""

from __future__ import annotations

import pytest

import nb2pipe
from tests.conftest import notebook_json

BOOSTER = "import lightgbm as lgb\nrows = lgb.Dataset([[1.0]], [1.0])\nmodel = lgb.train({}, rows)"
IMAGE = "import cv2\nimage = cv2.imread('a.png')"
MODEL = "from sklearn.svm import SVC\nmodel = SVC()"
GRAPH = "import networkx as nx\nG = nx.karate_club_graph()"


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        (GRAPH, "nx.set_node_attributes(G, {}, 'score')", "G"),
        (GRAPH, "nx.add_path(G, [0, 1])", "G"),
        (GRAPH, "nx.relabel_nodes(G, {0: 1}, copy=False)", "G"),
        (GRAPH, "nx.relabel_nodes(G, {0: 1}, False)", "G"),
        (GRAPH, "nx.path_graph(5, create_using=G)", "G"),
        (GRAPH, "nx.spring_layout(G, store_pos_as='pos')", "G"),
        (GRAPH, "data = G.get_edge_data(0, 1)\ndata['weight'] = 2", "G"),
        (f"{GRAPH}\nH = nx.subgraph(G, [1])", "H.nodes[1]['score'] = 2", "H"),
        ("import numpy as np\na = np.ones(3)", "np.divide.at(a, [0], 2)", "a"),
        ("import numpy as np\na = np.ones(3)", "np.nan_to_num(a, False)", "a"),
        ("from scipy.signal import detrend\na = [1.0]", "b = detrend(a, overwrite_data=True)", "a"),
        ("import scipy.ndimage as nd, numpy as np\no = np.ones(3)", "nd.sobel([1.0], output=o)", "o"),
        ("from sklearn.utils.sparsefuncs import *\na = [1]", "inplace_column_scale(a, [1])", "a"),
        (
            "from sklearn.preprocessing import *\na = [[1.0]]\ns = MinMaxScaler().fit(a)",
            "s.transform(a, copy=False)",
            "a",
        ),
        ("import xgboost as xgb\nlog = {}", "m = xgb.train({}, [], evals_result=log)", "log"),
        ("import lightgbm as lgb\nlog = {}", "m = lgb.train({}, [], callbacks=[lgb.record_evaluation(log)])", "log"),
        (BOOSTER, "model.update(rows)", "model"),
        (
            "import catboost\nmodel = catboost.CatBoostClassifier()",
            "best = model.grid_search({'depth': [2]}, [[1]], [1])",
            "model",
        ),
        ("from sklearn.svm import LinearSVC\nmodel = LinearSVC()", "model.sparsify()", "model"),
        ("from gensim.corpora import Dictionary\nwords = Dictionary([['a']])", "words.filter_extremes(2)", "words"),
        (BOOSTER, "model.reset_parameter({'eta': 1})", "model"),
        (IMAGE, "cv2.putText(image, 'a', (0, 0), 1, 1, 0)", "image"),
        (IMAGE, "cv2.circle(img=image, center=(0, 0), radius=2, color=0)", "image"),
        (IMAGE, "cv2.blur(image, (2, 2), dst=image)", "image"),
        ("import folium\nm = folium.Map()", "folium.Marker([1, 2]).add_to(m)", "m"),
        ("import pandas as pd\ndf = pd.DataFrame()", "pd.eval('c = df.a + 1', target=df, inplace=True)", "df"),
    ],
)
def test_cell_changes_what_the_function_writes_into(first: str, second: str, changed: str) -> None:
    facts = _second_cell(first, second)

    assert changed in facts["mutates"] + facts["may_mutate"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (GRAPH, "H = nx.relabel_nodes(G, {0: 1})"),
        (GRAPH, "ranks = nx.pagerank(G)"),
        ("from sklearn.preprocessing import scale\na = [[1.0]]", "b = scale(a, copy=True)"),
        ("from scipy.linalg import inv\na = [[1.0]]", "b = inv(a, overwrite_a=False)"),
        ("import numpy as np\na = np.ones(3)", "b = np.cumsum(a, 0)"),
        (BOOSTER, "gain = model.feature_importance('gain')\nnames = model.feature_name()"),
        (BOOSTER, "table = model.trees_to_dataframe()\nlosses = model.eval_valid()"),
        (IMAGE, "import matplotlib.pyplot as plt\nplt.imshow(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))"),
        (f"{MODEL}\nrows = [[1.0]]", "import shap\nvalues = shap.TreeExplainer(model)(rows)"),
        (
            f"{MODEL}\nimport shap\nexplainer = shap.Explainer(model)",
            "shap.summary_plot(explainer.shap_values([[1.0]]))",
        ),
        (MODEL, "import eli5\neli5.show_weights(model)"),
        ("import xgboost as xgb\nmodel = xgb.XGBRegressor()", "scores = model.get_booster().get_score()"),
        ("import lightgbm as lgb\nmodel = lgb.LGBMRegressor()", "gain = model.booster_.feature_importance()"),
        ("import pandas as pd\ndf = pd.DataFrame()", "c = pd.eval('c = df.a + 1', target=df)"),
    ],
)
def test_cell_changes_nothing_where_a_copy_is_made(first: str, second: str) -> None:
    facts = _second_cell(first, second)

    assert facts["mutates"] == facts["may_mutate"] == []


def _second_cell(first: str, second: str) -> dict[str, list[str]]:
    report = nb2pipe.check(notebook_json(first, second))
    return report.to_dict()["notebooks"][0]["cells"][1]  # type: ignore[index, no-any-return]  # a JSON document
