from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pipe.analysis import analyze
from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Role
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook, parse_step_tag
from nb2pipe.syntax import parse_notebook
from nb2pipe.tagging import TagProposal, suggest_tags

Suggest = Callable[..., dict[int, TagProposal]]

IMPORTS = """import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split"""

TEXTBOOK = (
    "#md # Churn",
    IMPORTS,
    "#md ## Load the data",
    "df = pd.read_csv('churn.csv')\ndf.head()",
    "df = df.dropna()",
    "df.describe()",
    "#md ## Features",
    "df['ratio'] = df['a'] / df['b']",
    "X = df[['a', 'ratio']]\ny = df['churn']",
    "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)",
    "#md ## Model",
    "model = RandomForestClassifier(random_state=0)\nmodel.fit(X_train, y_train)",
    "acc = accuracy_score(y_test, model.predict(X_test))\nprint(acc)",
    "plt.barh(X.columns, model.feature_importances_)\nplt.show()",
    "#md ## A new customer",
    "new = pd.DataFrame({'a': [1.0], 'ratio': [2.0]})",
    "model.predict_proba(new)\nchance = model.predict_proba(new)[0, 1]",
)


def tags_of(proposals: dict[int, TagProposal]) -> dict[int, str]:
    return {cell: proposal.tag for cell, proposal in proposals.items()}


def test_textbook_notebook_gets_one_step_of_each_kind(suggest: Suggest) -> None:
    kinds = {cell: tag.split(":")[1] for cell, tag in tags_of(suggest(*TEXTBOOK)).items()}
    assert [kinds.get(cell) for cell in (3, 4, 9, 11, 12, 16)] == ["data", "data", "feature", "train", "train", "serve"]
    assert kinds[5] == kinds[13] == "report"
    assert 1 not in kinds


def test_reasons_name_what_a_cell_does(suggest: Suggest) -> None:
    found = suggest(*TEXTBOOK)
    assert found[3].reason == "reads churn.csv"
    assert found[9].reason == "splits off test data"
    assert found[11].reason == "fits RandomForestClassifier"
    assert found[13].reason == "shows a plot"
    assert found[16].reason == "predicts new rows"


def test_confidence_is_higher_where_a_kind_is_clear(suggest: Suggest) -> None:
    found = suggest("import pandas as pd", "df = pd.read_csv('a.csv')", "k = len(df)\nk = k + 1")
    assert 0.4 <= found[2].confidence < found[1].confidence <= 1


def test_tags_that_are_there_stay(suggest: Suggest) -> None:
    found = suggest(
        ("x = [1]", ["step:train"]),
        ("print(x)", ["step:report"]),
        ("print(1)", ["step:skip"]),
        ("y = x * 2", ["slides"]),
    )
    assert list(found) == [3]


def test_cells_between_two_cells_of_a_users_step_join_it(suggest: Suggest) -> None:
    found = suggest(("x = [1]", ["step:feature:shape"]), "x = x * 2", ("x = x * 3", ["step:feature:shape"]))
    assert tags_of(found) == {1: "step:feature:shape"}


def test_new_step_beside_a_users_step_of_another_place_gets_a_name(suggest: Suggest) -> None:
    found = suggest(
        "from sklearn.svm import SVC",
        ("X, y = [[1], [2]], [0, 1]\nX.append([3]); y.append(1)", ["step:data"]),
        ("m = SVC()\nm.fit(X, y)", ["step:train"]),
        ("X2 = X[1:]", ["step:feature"]),
        "m2 = SVC(C=2)\nm2.fit(X2, y[1:])",
    )
    tag = parse_step_tag(found[4].tag)
    assert tag is not None
    assert tag.kind == "train"
    assert tag.name is not None


def test_shown_value_that_a_step_needs_is_a_step(suggest: Suggest) -> None:
    found = suggest("x = [3, 4]\nprint(x)", "k = sum(x) * 2")
    assert tags_of(found) == {0: "step:data", 1: "step:data"}


def test_plot_whose_value_a_step_needs_is_a_step(suggest: Suggest) -> None:
    found = suggest(
        "import matplotlib.pyplot as plt", "n = len('abc')\nplt.plot(n)\nplt.show()", "k = [n]\nk.append(2)"
    )
    assert found[1].tag == "step:data"


def test_cross_validation_that_is_only_plotted_is_training(suggest: Suggest) -> None:
    found = suggest(
        IMPORTS + "\nfrom sklearn.model_selection import cross_val_score",
        "df = pd.read_csv('a.csv')\nX, y = df[['a']], df['y']",
        "scores = cross_val_score(RandomForestClassifier(random_state=0), X, y)\nplt.plot(scores)\nplt.show()",
    )
    assert found[2].tag == "step:train"


def test_plot_with_helpers_of_its_own_is_a_report(suggest: Suggest) -> None:
    found = suggest(
        "import matplotlib.pyplot as plt", "xs = [2, 1]\nxs.sort()",
        "fig, ax = plt.subplots()\nfor x in xs:\n    top = x + 1\n    ax.bar(x, top)\nax.set_title('a')\nplt.show()",
    )  # fmt: skip
    assert found[2].tag == "step:report"


def test_shown_draw_is_a_step_only_if_later_numbers_depend_on_it(suggest: Suggest) -> None:
    cells = ("import numpy as np", "np.random.seed(0)", "print(np.random.rand(3))")
    assert suggest(*cells)[2].tag == "step:report"
    assert suggest(*cells, "x = np.random.rand(2)")[2].tag == "step:data"


def test_imports_definitions_and_constants_need_no_tag(suggest: Suggest) -> None:
    assert not suggest("import math", "def area(r):\n    return math.pi * r * r", "# nothing")


def test_class_whose_making_may_change_what_a_step_bound_is_in_a_step(suggest: Suggest) -> None:
    parts = "import param\nclass Parts(param.Parameterized):\n    part = param.Selector(objects=names)"
    found = suggest("names = ['a', 'b']\nfirst = names[0]", parts, "parts = Parts()\nn = len(parts.part)")
    assert tags_of(found) == {0: "step:data", 1: "step:data", 2: "step:data"}


def test_cell_that_is_no_python_is_skipped(suggest: Suggest) -> None:
    found = suggest("x = [1]\nx.append(2)", "x = = 3")
    assert found[1].tag == "step:skip"
    assert found[1].reason.startswith("is not Python")


def test_cell_that_ended_with_an_error_is_skipped_unless_it_is_needed() -> None:
    def tag_of(*sources: str) -> str:
        cells = [Cell(i, CellId(f"c{i}"), CellType.CODE, source) for i, source in enumerate(sources)]
        cells[1] = replace(cells[1], error_name="KeyError")
        parsed = parse_notebook(Notebook("nb.ipynb", tuple(cells)))
        return {p.cell: p.tag for p in suggest_tags(parsed, analyze(parsed))}[1]

    assert tag_of("d = {}\nd['a'] = 1", "e = d['b']") == "step:skip"
    assert tag_of("d = {}\nd['a'] = 1", "e = d['b']", "f = [e]\nf.append(1)") == "step:data"


def test_cell_that_waits_for_a_person_is_skipped(suggest: Suggest) -> None:
    found = suggest("x = [1]\nx.append(2)", "name = input('who?')\nprint(name)")
    assert (found[1].tag, found[1].reason) == ("step:skip", "waits for a person")


def test_notebook_that_only_shows_values_still_gets_a_step(suggest: Suggest) -> None:
    found = suggest("import matplotlib.pyplot as plt", "n = len('abc')\nplt.plot(n)\nplt.show()")
    assert tags_of(found) == {1: "step:data"}


def test_settings_near_the_top_are_parameters(suggest: Suggest) -> None:
    found = suggest("test_size = 0.2\nseed = 1", "x = [test_size]\nx.append(seed)")
    assert found[0].tag == "parameters"


def test_notebook_of_another_language_gets_no_proposals(follow: Callable[..., tuple[ParsedNotebook, object]]) -> None:
    parsed, analysis = follow("x = 1")
    other = replace(parsed, notebook=replace(parsed.notebook, language="r"))
    assert suggest_tags(other, analysis) == ()  # type: ignore[arg-type]


STATEMENTS = (
    "a = [1]", "a.append(2)", "b = a", "b.append(3)", "c = len(a)", "print(c)", "a", "c = 5", "d = {'k': a}",
    "d['k'].append(4)",
    "print(d)", "g = (v for v in a)", "e = list(g)", "import random", "random.seed(1)", "r = random.random()",
    "print(random.random())", "def f():\n    return a", "h = f()", "f()", "for i in a:\n    print(i)",
    "if c:\n    a = [9]", "k = [lambda: a]", "z = k[0]()", "del c", "def f():\n    return 3",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=9))
def test_steps_need_only_steps_and_stand_together(sources: list[str]) -> None:
    cells = tuple(Cell(i, CellId(f"c{i}"), CellType.CODE, source) for i, source in enumerate(sources))
    parsed = parse_notebook(Notebook("nb.ipynb", cells))
    proposals = suggest_tags(parsed, analyze(parsed))
    assert proposals == suggest_tags(parsed, analyze(parsed))
    assert all(parse_step_tag(p.tag) or p.tag in ("parameters", "step:report", "step:skip") for p in proposals)
    tags = {p.cell: p.tag for p in proposals}
    tagged = tuple(replace(cell, tags=(tags[cell.index],)) if cell.index in tags else cell for cell in cells)
    analysis = analyze(parse_notebook(Notebook("nb.ipynb", tagged)))
    steps = {facts.index: str(facts.tag) for facts in analysis.cells if facts.role is Role.STEP}
    for index, step in steps.items():
        for read in analysis.cells[index].reads.values():
            if read.producer is not None and read.binding is not BindingKind.IMPORT:
                made = analysis.cells[read.producer]
                assert made.role in (Role.STEP, Role.PARAMETERS, Role.DEFINITION, Role.IMPORT)
                write = made.writes.get(read.name)
                if write is not None and write.uncrossable and made.role is Role.STEP:
                    assert steps[made.index] == step
    in_order = [steps[index] for index in sorted(steps)]
    runs = [tag for place, tag in enumerate(in_order) if place == 0 or in_order[place - 1] != tag]
    assert len(runs) == len(set(runs))


@pytest.mark.parametrize("maker", ["g = (v for v in a)", "g = open('x')", "g = (v for v in a if v)"])
def test_value_that_cannot_travel_stays_with_its_users(suggest: Suggest, maker: str) -> None:
    fit = "from sklearn.svm import SVC\nm = SVC()\nm.fit([[1], [2]], [0, 1])"
    found = suggest("import pandas as pd\na = pd.read_csv('a.csv')", maker, fit, "out = [x for x in g]\nout.append(1)")
    assert found[1].tag == found[2].tag == found[3].tag


FIT = "from sklearn.svm import SVC\nm = SVC()\nm.fit([[1], [2]], [0, 1])"


@pytest.mark.parametrize(
    "function",
    [
        "def ask(row):\n    return m.predict([row])[0]",
        "def ask(row):\n    return m.predict([row])[0]\n\nask([1])",
        "def ask(**values):\n    row = [values['a']]\n    row.append(2)\n    return float(m.decision_function([row])[0])\nask(a=1)",
    ],
)
def test_function_that_predicts_for_others_is_a_serve_step(suggest: Suggest, function: str) -> None:
    found = suggest(FIT, function)
    assert found[1].tag == "step:serve"
    assert "ask" in found[1].reason


@pytest.mark.parametrize(
    "function",
    [
        "def ask(model, row):\n    return model.predict([row])[0]",
        "def draw(ax):\n    ax.plot(m.predict([[1]]))\n    return ax",
        "def ask():\n    return m.predict([[1]])[0]",
        "def ask(row):\n    print(m.predict([row])[0])",
        "def inner(row):\n    return row[0] + 1",
    ],
)
def test_other_functions_serve_nobody(suggest: Suggest, function: str) -> None:
    assert 1 not in suggest(FIT, function)


def test_function_that_a_later_cell_computes_with_moves_there(suggest: Suggest) -> None:
    found = suggest(FIT, "def ask(row):\n    return m.predict([row])[0]", "answers = [ask([i]) for i in range(3)]")
    assert 1 not in found


def test_rows_that_were_split_off_are_not_new(suggest: Suggest) -> None:
    read = "import pandas as pd\nrows = pd.read_csv('a.csv')"
    fit = "from sklearn.svm import SVC\nm = SVC().fit(train[['a']], train.y)"
    found = suggest(read, "train, test = rows[:5], rows[5:]", fit, "guess = m.predict(test[['a']])\nbest = guess.max()")
    assert found[1].tag == "step:feature"
    assert found[3].tag.startswith("step:train")


def test_seeds_and_options_need_no_step(suggest: Suggest) -> None:
    top = "import numpy as np, pandas as pd\nSEED = 3\nnp.random.seed(SEED)\npd.set_option('display.max_rows', 9)"
    found = suggest(top, "a = np.random.rand(9)", FIT)
    assert 0 not in found


@pytest.mark.parametrize(("method", "kind"), [("transform", "step:feature"), ("predict", "step:train")])
def test_class_with_the_methods_of_an_estimator_is_told_by_them(suggest: Suggest, method: str, kind: str) -> None:
    made = f"class Own:\n    def fit(self, X):\n        return self\n    def {method}(self, X):\n        return X\nrows = Own().{method}(a)"
    found = suggest("import pandas as pd\na = pd.read_csv('a.csv')", made, FIT)
    assert found[1].tag.startswith(kind)


def test_a_table_that_stands_in_the_code_is_data(suggest: Suggest) -> None:
    found = tags_of(
        suggest(
            "import pandas as pd\nfrom sklearn.linear_model import LinearRegression",
            "df = pd.DataFrame({'size': [50, 60, 80], 'rooms': [2, 3, 4], 'price': [100, 130, 170]})",
            "df['per_room'] = df['size'] / df['rooms']\nX = df[['size', 'per_room']]\ny = df['price']",
            "model = LinearRegression().fit(X, y)",
        )
    )
    assert found == {1: "step:data", 2: "step:feature", 3: "step:train"}


def test_rows_that_are_read_to_be_predicted_are_served(suggest: Suggest) -> None:
    fitted = (
        "import pandas as pd\nfrom sklearn.linear_model import LinearRegression",
        "df = pd.read_csv('houses.csv')",
        "model = LinearRegression().fit(df[['size']], df['price'])",
    )
    together = tags_of(suggest(*fitted, "new = pd.read_csv('new.csv')\nprices = model.predict(new)"))
    assert together[3] == "step:serve"
    apart = tags_of(suggest(*fitted, "new = pd.read_csv('new.csv')", "prices = model.predict(new)"))
    assert apart[3] == apart[4] == "step:serve"


@pytest.mark.parametrize(
    "heading", ["Merkmale berechnen", "Préparation des variables", "特征工程", "Подготовка признаков"]
)
def test_headings_in_other_languages_count(suggest: Suggest, heading: str) -> None:
    found = suggest(
        "#md # Titel",
        "import pandas as pd\ndf = pd.read_csv('a.csv')",
        f"#md ## {heading}",
        "df['months'] = df['years'] * 12\nrows = df[['months', 'sales']]",
        "#md ## Modell",
        "from sklearn.svm import SVC\nmodel = SVC().fit(rows, df['bought'])",
    )
    assert tags_of(found)[3] == "step:feature"


SAVE_FIGURE = """from pathlib import Path

IMAGES = Path() / "images"
IMAGES.mkdir(exist_ok=True)

def save_figure(name):
    plt.tight_layout()
    plt.savefig(IMAGES / f"{name}.png")
"""


@pytest.mark.parametrize(
    "drawing",
    [
        "plt.hist(df['a'])\nsave_figure('a')\nplt.show()",
        "plt.rc('font', size=14)\ndf['a'].hist()\nsave_figure('a')",
        "fig, ax = plt.subplots()\nax.plot(df['a'])\nfig.savefig('a.pdf')",
    ],
)
def test_figures_that_are_saved_are_reports_with_the_folder_they_go_to(suggest: Suggest, drawing: str) -> None:
    cells = [IMPORTS, "df = pd.read_csv('a.csv')", SAVE_FIGURE, drawing, "df['b'] = df['a'] * 2", drawing]
    tags = tags_of(suggest(*cells))
    assert tags[3] == tags[5] == "step:report"
    uses_folder = "save_figure" in drawing
    assert (tags[2] == "step:report") == uses_folder


def test_a_folder_that_a_step_writes_to_is_a_steps(suggest: Suggest) -> None:
    cells = [IMPORTS, "df = pd.read_csv('a.csv')", SAVE_FIGURE, "df.to_csv(IMAGES / 'b.csv')", "save_figure('a')"]
    tags = tags_of(suggest(*cells))
    assert tags[2].split(":")[1] == "data"
    assert tags[3].split(":")[1] == "data"
    assert tags[4] == "step:report"


def test_a_cell_that_only_installs_packages_is_left_out(suggest: Suggest) -> None:
    found = suggest("%pip install -q xgboost", "!pip install shap  # plots\n!conda install -y numpy", *TEXTBOOK)
    assert [(found[cell].tag, found[cell].reason) for cell in (0, 1)] == [("step:skip", "installs packages")] * 2
    assert 0 not in suggest("!pip install xgboost\nimport pandas as pd", *TEXTBOOK)


def test_a_distribution_that_is_fitted_is_no_model(suggest: Suggest) -> None:
    drawing = "from scipy import stats\nmu, sigma = stats.norm.fit(df['a'])\nplt.hist(df['a'])\nplt.title(f'{mu:.2f}')"
    tags = tags_of(suggest(IMPORTS, "df = pd.read_csv('a.csv')", drawing, "df['b'] = df['a'] * 2"))
    assert tags[2] == "step:report"


FITTED = (
    IMPORTS,
    "df = pd.read_csv('a.csv')",
    "model = RandomForestClassifier(random_state=0).fit(df[['a']], df['y'])",
)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import joblib\njoblib.dump(model, 'model.joblib')", "train"),
        ("import pickle\nwith open('model.pkl', 'wb') as file:\n    pickle.dump(model, file)", "train"),
        ("import joblib\nloaded = joblib.load('model.joblib')\nseen = loaded.predict(df[['a']])", "serve"),
        (
            "from flask import Flask\napp = Flask('api')\n@app.route('/')\ndef answer():\n    return model.predict([[1]])",
            "serve",
        ),
    ],
)
def test_saving_a_model_ends_training_and_serving_begins_with_what_asks_it(
    suggest: Suggest, source: str, kind: str
) -> None:
    assert tags_of(suggest(*FITTED, source))[3].split(":")[1] == kind


def test_seeding_a_library_beside_its_import_needs_no_step(suggest: Suggest) -> None:
    found = suggest("from tensorflow import keras\nkeras.utils.set_random_seed(1)", *FITTED)
    assert 0 not in found


def test_reason_names_what_is_written_and_not_the_open_file(suggest: Suggest) -> None:
    found = suggest(*FITTED[:2], "with open('rows.txt', 'w') as file:\n    file.write(str(len(df)))")
    assert found[2].reason.startswith("writes rows.txt")


def test_plot_that_loops_over_frames_stays_a_report_though_they_change_later(suggest: Suggest) -> None:
    found = suggest(
        "import pandas as pd\nimport matplotlib.pyplot as plt\nframes = {'a': pd.read_csv('a.csv')}",
        "fig, axes = plt.subplots(1, 2)\nfor ax, (name, each) in zip(axes, frames.items()):\n    ax.hist(each['v'])",
        "frames['a']['v'] *= 2",
        "total = frames['a']['v'].sum()",
    )
    assert found[1].tag == "step:report"


def test_cell_that_may_change_a_model_keeps_its_data_out_of_reports(suggest: Suggest) -> None:
    found = suggest(
        "import bambi as bmb\nimport arviz as az\nimport pandas as pd\ndf = pd.read_csv('a.csv')",
        "model = bmb.Model('y ~ x', df)\nresults = model.fit(draws=10)",
        "az.summary(results)",
        "model = bmb.Model('y ~ x + z', df)\nresults = model.fit(draws=10)",
    )
    assert found[2].tag.startswith("step:train")


def test_a_reason_names_what_the_cell_is_there_for(suggest: Suggest) -> None:
    found = suggest(
        "import numpy as np\nrng = np.random.default_rng(0)\nSIZE = 9\nfor part in range(3):\n    X = rng.normal(size=SIZE)",
        "import statsmodels.api as sm\nlags = sm.tsa.acf(X)",
    )
    assert found[0].reason == "generates rng, X"
    assert found[1].reason == "calls acf"


def test_settings_of_plots_do_not_hide_that_rows_are_written_down(suggest: Suggest) -> None:
    found = suggest(
        "import pandas as pd\nimport matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (9, 3)",
        "values = [1.0, 2.0]\noil = pd.Series(values)\noil.plot()",
        "from statsmodels.tsa.holtwinters import ExponentialSmoothing\nfit = ExponentialSmoothing(oil).fit()",
    )
    assert (found[1].tag, found[1].reason) == ("step:data", "writes oil down")


DESCENT = """w = np.zeros(2)
for epoch in range(100):
    error = X @ w - y
    gradient = X.T @ error
    w -= 0.1 * gradient"""
K_MEANS = """centers = X[:3]
while True:
    labels = ((X[:, None] - centers) ** 2).sum(2).argmin(1)
    new = np.array([X[labels == k].mean(0) for k in range(3)])
    if np.allclose(new, centers):
        break
    centers = new"""
SWING = """angle, speed = np.ones(1), 0.0
for i in range(100):
    speed = speed - np.sin(angle) * 0.1
    angle = angle + speed * 0.1"""
SUMS = """gradients = np.zeros(2)
for row in X:
    row = np.abs(row)
    gradients += row"""


@pytest.mark.parametrize(("source", "kind"), [(DESCENT, "train"), (K_MEANS, "train"), (SWING, "data"), (SUMS, "data")])
def test_loop_that_learns_trains(suggest: Suggest, source: str, kind: str) -> None:
    load = "import numpy as np\nX, y = np.loadtxt('x.txt'), np.loadtxt('y.txt')"
    assert suggest(load, source, "np.save('result.npy', X)")[1].tag.split(":")[1] == kind


@pytest.mark.parametrize(
    ("source", "kind"),
    [(DESCENT, "train"), (SWING, "data"), (DESCENT.replace("gradient =", "yield w\n    gradient ="), "data")],
)
def test_call_of_a_function_that_learns_trains(suggest: Suggest, source: str, kind: str) -> None:
    body = source.replace("\n", "\n    ")
    found = suggest(
        "import numpy as np\nX, y = np.loadtxt('x.txt'), np.loadtxt('y.txt')",
        f"def adjusted(X, y):\n    {body}\n    return w",
        "def descend(X, y):\n    return adjusted(X, y)",
        "w = descend(X, y)",
        "right = np.mean((X @ w > 0) == y)",
        "np.save('result.npy', right)",
    )
    assert {found[cell].tag.split(":")[1] for cell in (3, 4, 5)} == {kind}


def test_rows_that_were_learned_from_are_no_new_rows(suggest: Suggest) -> None:
    found = suggest(
        "import numpy as np\nX, y = np.loadtxt('x.txt'), np.loadtxt('y.txt')",
        f"def descend(X, y):\n    {DESCENT}\n    return w".replace("\n    ", "\n        ").replace(
            "        ", "    ", 1
        ),
        "def predict(X, w):\n    return X @ w > 0",
        "w = descend(X, y)",
        "guesses = predict(X, w)",
        "right = np.mean(guesses == y)\nnp.save('result.npy', right)",
    )
    assert {found[cell].tag for cell in (3, 4, 5)} == {"step:train"}


def test_search_for_a_minimum_trains(suggest: Suggest) -> None:
    found = suggest(
        "import numpy as np\nfrom scipy import optimize\nx = np.loadtxt('x.txt')",
        "def loss(p):\n    return ((x - p) ** 2).sum()",
        "found = optimize.minimize(loss, [0.0])",
        "best = found.x",
    )
    assert [found[cell].tag for cell in (0, 2, 3)] == ["step:data", "step:train", "step:train"]
    assert found[2].reason == "optimizes with minimize"


CHECK = "def check(df):\n    if df.isna().any().any():\n        raise ValueError('missing')"


@pytest.mark.parametrize(
    "cell", ["check(df)", "assert len(df)\nprint('fine')", "np.testing.assert_array_equal(df['a'], df['a'])"]
)
def test_cell_that_checks_values_is_of_the_step_that_makes_them(suggest: Suggest, cell: str) -> None:
    found = suggest(IMPORTS, CHECK, "df = pd.read_csv('churn.csv')\ndf = df.dropna()", cell, "df['b'] = df['a'] * 2")
    assert found[3].tag == found[2].tag
    assert found[3].reason == "checks values, among data cells"


def test_modules_of_any_library_say_what_their_functions_do(suggest: Suggest) -> None:
    found = tags_of(
        suggest(
            "from sktime.datasets import load_airline\ny = load_airline()",
            "from sktime.forecasting.naive import NaiveForecaster\nmodel = NaiveForecaster()",
            "from sktime.utils.plotting import plot_series\nplot_series(y)",
            "model.fit(y)",
        )
    )
    assert found == {0: "step:data", 1: "step:train", 2: "step:report", 3: "step:train"}


def test_a_loop_that_hands_a_value_to_a_function_and_takes_it_back_learns(suggest: Suggest) -> None:
    found = tags_of(
        suggest(
            "import numpy as np\ndata = np.loadtxt('a.csv')\nX, y = data[:, :-1], data[:, -1]",
            "def step(theta, X, y):\n    return theta - X.T @ (X @ theta - y)",
            "theta = np.zeros(2)\nfor i in range(9):\n    theta = step(theta, X, y)",
            "new = np.loadtxt('b.csv')\nforetold = new @ theta\nnp.savetxt('out.csv', foretold)",
        )
    )
    assert found == {0: "step:data", 2: "step:train", 3: "step:serve"}


def test_a_cell_that_imports_what_shows_its_values_is_a_report(suggest: Suggest) -> None:
    found = tags_of(
        suggest(
            "import pandas as pd\ndf = pd.read_csv('a.csv')\nother = df.mean()",
            "import plotly.express as px\nnames = ['a', 'b']\npx.line(df, x=names)",
            "from pprint import pformat\npformat(other)",
        )
    )
    assert found == {0: "step:data", 1: "step:report", 2: "step:report"}


def test_cell_that_reads_prepares_and_predicts_rows_serves(suggest: Suggest) -> None:
    found = tags_of(
        suggest(
            IMPORTS,
            "def clean_data(df):\n    return df.dropna().drop_duplicates()",
            "train = clean_data(pd.read_csv('train.csv'))",
            "model = RandomForestClassifier(random_state=0).fit(train[['a']], train['b'])",
            "test = clean_data(pd.read_csv('test.csv'))\ntest['b'] = model.predict(test[['a']])",
            "submission = test[['id', 'b']]",
            "submission.to_csv('submission.csv')",
        )
    )
    assert found == {2: "step:data", 3: "step:train", **dict.fromkeys((4, 5, 6), "step:serve")}


def test_cell_that_saves_models_trains_though_it_looks_for_their_folder(suggest: Suggest) -> None:
    found = suggest(
        IMPORTS,
        "df = pd.read_csv('churn.csv')",
        "model = RandomForestClassifier(random_state=0).fit(df[['a']], df['b'])",
        "import os\nimport pickle\nif not os.path.exists('models'):\n    os.mkdir('models')\n"
        "with open('models/churn.pkl', 'wb') as file:\n    pickle.dump(model, file)",
    )
    assert found[3].tag == "step:train"


def test_empty_table_for_later_is_no_data(suggest: Suggest) -> None:
    found = suggest(
        IMPORTS,
        "df = pd.read_csv('churn.csv')",
        "df['ratio'] = df['a'] / df['b']\ndf = pd.get_dummies(df)",
        "results = pd.DataFrame(columns=['model', 'score'])",
        "X_train, X_test, y_train, y_test = train_test_split(df[['a', 'ratio']], df['b'], random_state=0)",
        "results.loc[0] = ['forest', RandomForestClassifier().fit(X_train, y_train).score(X_test, y_test)]",
    )
    assert [found[cell].tag.split(":")[1] for cell in (1, 2, 3, 4, 5)] == [
        "data",
        "feature",
        "feature",
        "feature",
        "train",
    ]


def test_picture_that_a_cell_shows_is_no_data_that_it_reads(suggest: Suggest) -> None:
    found = suggest(
        "from IPython.display import Image, display\nfrom lib import Graph",
        "graph = Graph()\ngraph.draw('graph.png')\ndisplay(Image('graph.png'))\nsize = graph.size()",
    )
    assert "png" not in found[1].reason
