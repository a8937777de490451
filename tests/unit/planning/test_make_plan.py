"""Steps, what flows between them, and what stands around them."""

from __future__ import annotations

import time
from collections.abc import Sequence

import libcst as cst
import pytest

from nb2pipe.errors import Refused
from nb2pipe.model.notebook import Notebook
from nb2pipe.model.plan import CellFate, CopyMethod, PipelinePlan, Step
from nb2pipe.planning.problems import LOGGING_HINT
from tests.support.notebooks import CellText, every_cell_a_step, make_notebook, plan_of


def plan(*cells: CellText) -> PipelinePlan:
    return plan_of(make_notebook(*cells))


def steps(*cells: str) -> PipelinePlan:
    """The plan of a notebook whose cells are the steps `s0`, `s1`, …"""
    return plan_of(every_cell_a_step(cells))


def flow(found: PipelinePlan) -> dict[str, dict[str, str]]:
    """Step -> its inputs and the steps that they come from."""
    return {step.name: {i.name: i.source for i in step.inputs} for step in found.steps}


def outputs(step: Step) -> set[str]:
    return {output.name for output in step.outputs}


def code(step: Step) -> str:
    return "".join(cst.Module([]).code_for_node(node) for fragment in step.body for node in fragment.statements)


def codes(notebook: Notebook) -> list[str]:
    """Codes of the findings that a notebook is refused for."""
    with pytest.raises(Refused) as caught:
        plan_of(notebook)
    return [finding.code for finding in caught.value.findings]


def test_input_names_the_step_that_makes_it() -> None:
    assert flow(steps("a = 1", "b = a + 1", "c = a + b")) == {"s0": {}, "s1": {"a": "s0"}, "s2": {"a": "s0", "b": "s1"}}


def test_model_that_no_run_keeps_is_told_of() -> None:
    model = "class Mean:\n    def fit(self):\n        self.m = sum(rows)\n        return self"
    found = plan(("rows = [hash(1)]", ["step:data"]), model, ("m = Mean().fit()\nk = m.m", ["step:train"]))
    assert [(f.code, f.cell) for f in found.findings] == [("NB612", 2)]
    assert "`Mean`, which looks up `rows`, a variable of the notebook" in found.findings[0].message
    closed = plan(
        ("rows = [hash(1)]", ["step:data"]), model.replace("rows", "[3]"), ("m = Mean().fit()", ["step:train"])
    )
    assert not closed.findings
    assert outputs(closed.steps[-1]) == {"m"}


def test_generator_that_no_later_step_draws_from_is_no_result() -> None:
    cell = "import numpy as np\nrng = np.random.default_rng(1)\nx = rng.normal(size=3)"
    found = plan((cell, ["step:data"]), ("y = rng.normal() if x[0] else 0", ["step:train"]))
    assert [outputs(step) for step in found.steps] == [{"rng", "x"}, {"rng", "y"}]
    assert outputs(plan((cell, ["step:data"]), ("y = x + 1", ["step:train"])).steps[0]) == {"x"}


def test_best_of_several_models_is_a_result_though_it_is_none_at_first() -> None:
    search = (
        "from sklearn.linear_model import Ridge\nfrom sklearn.model_selection import GridSearchCV\n"
        "best, top = None, -1\nfor a in [1, 2]:\n    gs = GridSearchCV(Ridge(), {'alpha': [a]}).fit(X, y)\n"
        "    if gs.best_score_ > top:\n        best, top = gs.best_estimator_, gs.best_score_\np = best.predict(X)"
    )
    found = plan(("X = [[len('a')], [2]]\ny = [1, 2]", ["step:data"]), (search, ["step:train"]))
    assert outputs(found.step("train")) == {"best", "top", "p"}


def test_constant_that_functions_use_stands_once_beside_them() -> None:
    found = plan(
        ("columns = ['a']\nn = len(columns)", ["step:data"]),
        "def pick(rows):\n    return [row[c] for row in rows for c in columns]",
        ("p = pick([{'a': n}])", ["step:train"]),
    )
    assert [definition.name for definition in found.library] == ["columns"]
    assert code(found.step("data")).strip() == "n = len(columns)"
    assert [step.from_library for step in found.steps] == [("columns",), ("columns",)]


def test_module_that_another_import_of_the_step_loads_is_not_imported_again() -> None:
    imports = "import numpy as np\nfrom numpy.random import default_rng"
    found = plan(imports, ("a = default_rng(1)\nb = np.random.default_rng(2).normal()", ["step:data"]))
    assert {item.module for item in found.steps[0].imports} == {"numpy", "numpy.random"}
    assert {item.member for item in found.steps[0].imports} == {None, "default_rng"}


def test_cells_of_one_tag_are_one_step() -> None:
    found = plan(("a = 1", ["step:data"]), ("b = a", ["step:data"]), ("c = b", ["step:train"]))
    assert [(step.name, step.cells) for step in found.steps] == [("data", (0, 1)), ("train", (2,))]
    assert flow(found)["train"] == {"b": "data"}


def test_cells_of_one_tag_that_are_far_apart_are_one_step_if_the_order_allows_it() -> None:
    found = plan(
        ("a = 1", ["step:data"]), ("b = 2", ["step:train"]), ("c = a", ["step:data"]), ("d = b + c", ["step:serve"])
    )
    assert [step.cells for step in found.steps] == [(0, 2), (1,), (3,)]


def test_pair_of_steps_that_need_each_other_is_split_with_a_notice() -> None:
    found = plan(("a = 1", ["step:data"]), ("b = a + 1", ["step:train"]), ("c = b + 1", ["step:data"]))
    assert [(step.name, step.cells) for step in found.steps] == [("data", (0,)), ("train", (1,)), ("data_2", (2,))]
    assert [finding.code for finding in found.findings] == ["NB606"]


def test_step_does_not_change_a_value_that_another_step_took_as_it_was() -> None:
    found = plan(
        ("xs = [1]", ["step:data"]),
        ("n = len(xs)", ["step:train"]),
        ("xs.append(2)", ["step:data"]),
        ("m = xs", ["step:serve"]),
    )
    assert [step.cells for step in found.steps] == [(0,), (1,), (2,), (3,)]


def test_name_that_is_bound_anew_comes_from_the_nearer_step() -> None:
    assert flow(steps("a = 1", "b = a", "a = 2", "c = a"))["s3"] == {"a": "s2"}


def test_names_of_two_kinds_that_clash_get_their_kind_in_front() -> None:
    found = plan(("a = 1", ["step:data:base"]), ("b = a", ["step:train:base"]))
    assert [step.name for step in found.steps] == ["data_base", "train_base"]


@pytest.mark.parametrize("name", ["len", "import_", "a", "f"])
def test_function_does_not_hide_what_its_module_uses(name: str) -> None:
    head = "def f():\n    return 1\na = len([f()])"
    found = plan((head, ["step:data:one"]), ("b = a + len([f()])", [f"step:data:{name}"]))
    used = {"len", "f", "a"}
    assert (found.steps[1].function == name) is (name not in used)


def test_step_copies_an_input_that_it_changes() -> None:
    found = steps(
        "import pandas as pd\ndf = pd.DataFrame({'a': [1]})\nxs = [1]\nrows, models = [[1]], {'a': [1]}",
        "df['b'] = 1\nxs.append(2)\nrows.append([2])\nfor each in rows:\n    each.append(3)\nmodels['b'] = [2]\ny = len(xs)",
        "z = y",
    )
    assert {copy.names: copy.method for copy in found.step("s1").copies} == {
        ("df",): CopyMethod.COPY,
        ("xs",): CopyMethod.COPY,
        ("rows",): CopyMethod.DEEPCOPY,
        ("models",): CopyMethod.COPY,
    }


def test_step_that_only_reads_copies_nothing() -> None:
    assert not steps("xs = [1]", "n = len(xs)").step("s1").copies


def test_names_that_share_an_object_are_copied_and_stored_together() -> None:
    found = steps("a = []\nb = [a]", "a.append(1)", "n = len(b[0])")
    assert {"a", "b"} in [set(group) for group in found.step("s0").artifacts]
    assert [copy.names for copy in found.step("s1").copies] == [("a", "b")]
    assert flow(found)["s2"]["b"] == "s1"


def test_names_that_share_nothing_are_stored_apart() -> None:
    assert steps("a = []\nb = []", "n = [a, b]").step("s0").artifacts == (("a",), ("b",))


def test_temporary_that_the_cell_goes_on_computing_with_is_no_result() -> None:
    many = "\n".join(f"t{i} = [1]\na{i} = [v + {i} for v in t{i}]" for i in range(3))
    found = steps(many, "b = list(a0)")
    assert outputs(found.step("s0")) == {"a0", "a1", "a2"}
    assert outputs(found.step("s1")) == {"b"}


def test_step_that_leaves_few_values_gives_them_all_but_loop_variables() -> None:
    found = steps("t = [1]\na = []\nfor v in t:\n    a.append(v)", "b = list(a)")
    assert outputs(found.step("s0")) == {"a", "t"}


def test_what_a_with_statement_has_closed_is_no_result() -> None:
    code = "import numpy as np\nwith np.load('a.npz') as archive:\n    a = archive['a'] + 1"
    assert outputs(steps(code, "b = a.sum()").step("s0")) == {"a"}


@pytest.mark.parametrize("value", ["(v for v in [1])", "open('a')", "lambda: 1"])
def test_value_that_cannot_be_stored_is_no_result(value: str) -> None:
    found = plan_of(every_cell_a_step([f"a = 1\nb = {value}\nc = 2"]))
    assert "b" not in outputs(found.steps[0])


def test_steps_that_share_what_no_process_can_hand_on_are_fused_with_a_notice() -> None:
    found = steps("g = (v for v in [1, 2])", "a = next(g)", "b = next(g)")
    assert [step.cells for step in found.steps] == [(0, 1, 2)]
    assert {finding.code for finding in found.findings} == {"NB608"}


def test_values_that_share_an_object_come_from_one_step_where_both_are_put_into_one() -> None:
    found = steps("a = [1]", "b = {'k': a}", "both = [('a', a), ('b', b)]", "n = len(both)")
    assert [step.cells for step in found.steps] == [(0,), (1, 2), (3,)]
    (finding,) = found.findings
    assert finding.message.endswith("`b` shares an object with `a`, and both are put into one value")
    apart = steps("a = [1]", "b = [a[0]]", "both = [a, b]", "n = len(both)")
    assert len(apart.steps) == 4
    columns = steps("import pandas as pd\ndf = pd.DataFrame({'y': [1]})", "y = df['y']", "both = [df, y]")
    assert len(columns.steps) == 3


def test_function_with_state_is_not_parted_from_its_calls() -> None:
    found = steps("def f(v, seen=[]):\n    seen.append(v)\n    return len(seen)", "a = f(1)", "b = f(2)")
    assert len({cell for step in found.steps if "f(" in code(step) for cell in step.cells}) >= 2
    assert len([step for step in found.steps if "f(" in code(step)]) == 1


def test_closed_function_stands_at_the_top_of_the_module_that_uses_it() -> None:
    found = plan("def twice(v):\n    return 2 * v", ("a = twice(1)", ["step:data"]), ("b = a", ["step:train"]))
    assert [d.name for d in found.step("data").definitions] == ["twice"]
    assert not found.library
    assert "def twice" not in code(found.step("data"))


def test_function_of_two_kinds_of_steps_is_in_the_library() -> None:
    found = plan("def twice(v):\n    return 2 * v", ("a = twice(1)", ["step:data"]), ("b = twice(a)", ["step:train"]))
    assert [d.name for d in found.library] == ["twice"]
    assert all(step.from_library == ("twice",) for step in found.steps)


def test_function_brings_the_functions_and_imports_that_it_needs() -> None:
    head = "import math\ndef inner(v):\n    return math.sqrt(v)\ndef outer(v):\n    return inner(v)"
    found = plan(head, ("a = outer(4)", ["step:data"]))
    (inner, outer) = found.step("data").definitions
    assert (inner.name, outer.name, outer.needs) == ("inner", "outer", ("inner",))
    assert [item.module for item in inner.imports] == ["math"]


def test_function_that_is_defined_twice_is_closed_nowhere() -> None:
    found = steps("def f():\n    return 1\na = f()", "def f():\n    return 2\nb = f() + a")
    assert not any(step.definitions for step in found.steps)


def test_constant_beside_a_function_is_a_definition() -> None:
    found = plan("RATE = 0.2\ndef f(v):\n    return v * RATE", ("a = f(1)", ["step:data"]))
    assert [d.name for d in found.step("data").definitions] == ["RATE", "f"]


@pytest.mark.parametrize("between", ["b.append(a)", "a.append(3)"])
def test_setting_of_a_fused_step_takes_nothing_again(between: str) -> None:
    made = plan(
        ("import matplotlib.pyplot as plt\na = [5]\nb = []", ["step:data"]),
        ("plt.rcParams['font.size'] = a[0]\nf = open('x.txt')", ["step:train:one"]),
        (between, ["step:train:two"]),
        ("f.read()\nplt.plot([1])\nplt.savefig('a.png')", ["step:train:three"]),
        ("n = len(a)\nb.append(2)", ["step:serve"]),
    )
    assert [step.name for step in made.steps] == ["data", "one", "serve"]


@pytest.mark.parametrize("saves", [True, False])
def test_function_that_draws_is_called_again_for_its_looks_only_where_a_figure_is_saved(saves: bool) -> None:
    draw = "def draw(a):\n    plt.rcParams['font.size'] = 9\n    plt.plot(a)"
    made = plan(
        f"import matplotlib.pyplot as plt\n{draw}",
        ("a = [1]\ndraw(a)", ["step:data"]),
        ("b = 1\nplt.plot([2])" + "\nplt.savefig('b.png')" * saves, ["step:train"]),
    )
    assert ("draw(a)" in code(made.step("train"))) is saves


@pytest.mark.parametrize(
    "setting",
    ["import pandas as pd\npd.set_option('mode.copy_on_write', True)", "import os\nos.environ['A'] = '1'", "import os\nos.chdir('..')",
     "import sys\nsys.path.insert(0, 'lib')", "import warnings\nwarnings.simplefilter('ignore')", "import decimal\ndecimal.getcontext().prec = 5"],
)  # fmt: skip
def test_state_of_the_process_is_set_again_in_every_later_step(setting: str) -> None:
    statement = setting.split("\n")[1]
    found = plan(setting, ("import math\na = math.sqrt(2)", ["step:data"]), ("b = a", ["step:train"]))
    assert all(statement in code(step) for step in found.steps)


@pytest.mark.parametrize(
    "setting",
    [
        "import pandas as pd\npd.set_option('mode.copy_on_write', True)",
        "import os\nos.environ['A'] = '1'",
    ],
)
def test_cell_that_sets_state_is_on_record_as_a_setting(setting: str) -> None:
    assert plan(setting, ("a = 1", ["step:data"])).cells[0].fate is CellFate.SETTING


def test_state_set_beside_values_on_one_line_is_repeated_without_them() -> None:
    found = plan(("import os", []), ("a = 1; os.environ['A'] = '1'", ["step:data"]), ("b = a", ["step:train"]))
    assert code(found.step("train")) == "os.environ['A'] = '1'\nb = a\n"


def test_state_that_is_set_later_does_not_reach_back() -> None:
    found = plan(("a = 1", ["step:data"]), "import os\nos.environ['A'] = '1'", ("b = a", ["step:train"]))
    assert "environ" not in code(found.step("data"))
    assert "environ" in code(found.step("train"))


def test_options_of_figures_are_repeated_only_where_figures_are_drawn() -> None:
    found = plan("import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 9", ("a = 1", ["step:data"]),
                 ("fig, ax = plt.subplots()\nax.plot([a])\nfig.savefig('a.png')", ["step:train"]))  # fmt: skip
    assert "rcParams" not in code(found.step("data"))
    assert "rcParams" in code(found.step("train"))


DRAWN_BY_LIBRARIES = [
    "pd.DataFrame({'a': a}).plot()",
    "pd.Series(a).plot.hist()",
    "pd.plotting.scatter_matrix(pd.DataFrame({'a': a}))",
    "tree.plot_tree(a)",
    "metrics.ConfusionMatrixDisplay.from_predictions(a, a)",
    "sm.qqplot(a)",
    "sm.graphics.influence_plot(a)",
    "hierarchy.dendrogram(a)",
    "nx.draw(a, pos={})",
]


@pytest.mark.parametrize("drawing", DRAWN_BY_LIBRARIES)
def test_what_libraries_draw_is_drawn_in_the_step_that_saves_the_figure(drawing: str) -> None:
    imports = (
        "import matplotlib.pyplot as plt\nimport networkx as nx\nimport pandas as pd\nimport statsmodels.api as sm\n"
        "from scipy.cluster import hierarchy\nfrom sklearn import metrics, tree"
    )
    data = ("a = [1, 2]", ["step:data"])
    saved = plan(imports, data, (f"{drawing}\nplt.savefig('a.png')", ["step:serve"]))
    assert code(saved.step("serve")) == f"{drawing}\nplt.savefig('a.png')\n"
    shown = plan(imports, data, (f"b = a\n{drawing}\nplt.title('a')", ["step:serve"]))
    assert code(shown.step("serve")) == "b = a\n"


CHECKS = """\
import sys
import numpy as np
def is_whole(rows):
    assert None not in rows
def is_short(rows):
    if len(rows) > 9:
        raise ValueError("long")
    return len(rows)
class Contract:
    def __init__(self, rows):
        is_whole(rows)
"""


@pytest.mark.parametrize(
    "check",
    [
        "is_whole(a)",
        "is_short(a)",
        "[is_whole(rows) for rows in [a]]",
        "Contract(a)",
        "np.testing.assert_allclose(a, a)",
        "a or sys.exit(1)",
        "print('whole', is_whole(a))",
    ],
)
def test_what_ends_the_run_where_something_is_wrong_stays_in_its_step(check: str) -> None:
    found = plan(CHECKS, ("a = [1, 2]", ["step:data"]), (f"b = a\n{check}\nc = b", ["step:train"]))
    assert code(found.step("train")) == f"b = a\n{check}\nc = b\n"


def test_value_that_a_cell_shows_is_shown_though_its_function_may_fail() -> None:
    found = plan(CHECKS, ("a = [1, 2]", ["step:data"]), ("b = a\nis_short(b)", ["step:train"]))
    assert code(found.step("train")) == "b = a\n"
    found = plan(CHECKS, ("a = [1, 2]", ["step:data"]), ("b = a\nis_whole(b)", ["step:train"]))
    assert code(found.step("train")) == "b = a\nis_whole(b)\n"


@pytest.mark.parametrize(("module", "state"), [("np.random", "numpy_random_state"), ("random", "python_random_state")])
def test_state_of_a_seeded_generator_is_handed_on(module: str, state: str) -> None:
    found = steps(f"import random, numpy as np\n{module}.seed(1)", f"a = {module}.random()", f"b = {module}.random()")
    assert {name: sources.get(state) for name, sources in flow(found).items()} == {"s0": None, "s1": "s0", "s2": "s1"}
    assert outputs(found.step("s1")) == {"a", state}
    assert state not in outputs(found.step("s2"))


def test_generator_that_nobody_seeds_is_not_handed_on() -> None:
    found = steps("import random\na = random.random()", "b = random.random() + a")
    assert flow(found)["s1"] == {"a": "s0"}


def test_step_that_reads_a_file_runs_after_the_one_that_writes_it() -> None:
    found = steps("open('a.txt', 'w').write('x')", "t = open('a.txt').read()", "u = 1")
    assert [step.after for step in found.steps] == [(), ("s0",), ()]


PARAMETERS = ("size: int = 3  # rows\nrate = 0.5\nname = 'x'\nflags = [True]\nhalf = size / 2", ["parameters"])


def test_parameters_have_types_defaults_and_comments() -> None:
    found = plan(PARAMETERS, ("a = size", ["step:data"]))
    assert [(p.name, p.annotation, p.default) for p in found.parameters] == [
        ("size", "int", "3"), ("rate", "float", "0.5"), ("name", "str", "'x'"), ("flags", "list[bool]", "[True]"),
        ("half", "float", "size / 2"),
    ]  # fmt: skip
    assert found.parameters[0].comment == "rows"
    assert found.parameters[4].derived_from == ("size",)


def test_values_that_papermill_has_injected_are_the_defaults_of_what_the_parameters_cell_declares() -> None:
    found = plan(
        ("size: int | None = None  # rows\nrate = 1.0\nname = 'x'", ["parameters"]),
        ("# Parameters\nsize = 7\nrate = 2\n", ["injected-parameters"]),
        ("a = size * rate", ["step:data"]),
    )
    assert [(p.name, p.annotation, p.default, p.comment) for p in found.parameters] == [
        ("size", "int | None", "7", "rows"),
        ("rate", "float", "2", ""),
        ("name", "str", "'x'", ""),
    ]
    assert [(each.code, each.cell) for each in found.findings] == [("NB614", 1)]


def test_injected_value_of_a_parameter_that_another_was_computed_from_is_refused_with_a_way_out() -> None:
    with pytest.raises(Refused) as refused:
        plan(
            ("n = 3\ndouble = n * 2", ["parameters"]),
            ("n = 10", ["injected-parameters"]),
            ("a = double + n", ["step:data"]),
        )
    assert "papermill" in refused.value.findings[0].hint


def test_step_takes_the_parameters_that_it_uses_also_through_functions() -> None:
    found = plan(PARAMETERS, "def f():\n    return rate", ("a = f()", ["step:data"]), ("b = size", ["step:train"]))
    assert [[p.name for p in step.parameters] for step in found.steps] == [["rate"], ["size"]]


def test_parameter_that_a_step_binds_anew_comes_from_that_step() -> None:
    found = plan(("k = 1", ["parameters"]), ("k = k + 1", ["step:data"]), ("a = k", ["step:train"]))
    assert [p.name for p in found.step("data").parameters] == ["k"]
    assert flow(found)["train"] == {"k": "data"}
    assert not found.step("train").parameters


def test_twin_keeps_the_order_of_prose_steps_and_reports() -> None:
    found = plan(
        "#md # Title",
        ("a = [1]", ["step:data"]),
        ("a", ["step:report"]),
        "#md more",
        ("b = a", ["step:train"]),
        "print(b)",
    )
    assert [(cell.what, cell.step or cell.source) for cell in found.twin] == [
        ("markdown", "# Title"), ("step", "data"), ("report", "a"), ("markdown", "more"), ("step", "train"), ("report", "print(b)"),
    ]  # fmt: skip
    assert found.title == "Title"


def test_every_cell_has_a_record_of_what_became_of_it() -> None:
    found = plan(
        "#md text", ("k = 1", ["parameters"]), "import math", "def f():\n    return k", ("a = f()\na", ["step:data"]), "print(a)",
        ("a = 5", ["step:skip"]), "", "x = [1]\nx.append(2)", "import pandas as pd\npd.set_option('display.width', 9)", "%timeit math.pi",
    )  # fmt: skip
    assert [record.fate for record in found.cells] == [
        CellFate.MARKDOWN, CellFate.PARAMETERS, CellFate.IMPORT, CellFate.DEFINITION, CellFate.STEP, CellFate.REPORT,
        CellFate.SKIP, CellFate.EMPTY, CellFate.DROPPED, CellFate.SETTING, CellFate.REPORT,
    ]  # fmt: skip
    assert found.cells[4].notes == ("shown only in the run notebook: `a`",)
    assert "%timeit" in found.cells[10].notes[0]


def test_requirements_are_what_is_imported_and_not_in_the_standard_library() -> None:
    found = plan("import os, numpy as np\nfrom sklearn.svm import SVC", ("a = np.zeros(1)", ["step:data"]))
    assert found.requirements == ("numpy", "sklearn")


def test_booster_that_a_later_step_changes_is_copied_with_its_best_iteration() -> None:
    train = "import lightgbm as lgb\nbooster = lgb.train({}, lgb.Dataset([[1.0], [2.0]], [1, 2]))", ["step:train"]
    found = plan_of(make_notebook(train, ("booster.reset_parameter({'learning_rate': 0.2})", ["step:serve"])))
    assert [copy.method for copy in found.steps[1].copies] == [CopyMethod.PICKLE]


def test_import_of_a_skipped_cell_is_a_requirement_only_if_another_cell_uses_it() -> None:
    skipped = "import numpy as np\nimport seaborn as sns\nimport polars as pl", ["step:skip"]
    found = plan_of(make_notebook(skipped, ("x = np.arange(3)", ["step:data"]), ("sns.histplot(x)", ["step:report"])))
    assert found.requirements == ("numpy", "seaborn")


def test_imports_inside_of_other_statements_are_requirements_too() -> None:
    found = plan(
        "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp",
        "if True: import yaml; import os",
        "def show():\n    from seaborn.axisgrid import FacetGrid\n    return FacetGrid",
        ("a = xp.zeros(1)", ["step:data"]),
        ("if a:\n    import unseen", ["step:skip"]),
    )
    assert found.requirements == ("cupy", "numpy", "seaborn", "yaml")
    assert found.optional_requirements == {"cupy"}


REFUSED: dict[str, tuple[Sequence[CellText], str]] = {
    "no steps": (["a = 1"], "NB600"),
    "syntax error": ([("a = (", ["step:data"])], "NB001"),
    "used before definition": ([("b = a", ["step:data"]), ("a = 1", ["step:train"])], "NB101"),
    "never defined": ([("b = a", ["step:data"])], "NB102"),
    "used after del": ([("a = 1", ["step:data"]), ("del a", ["step:train"]), ("b = a", ["step:serve"])], "NB103"),
    "exec": ([("exec('a = 1')\nb = 1", ["step:data"])], "NB208"),
    "input": ([("a = input()", ["step:data"])], "NB310"),
    "magic without a meaning": ([("%run other.py\na = 1", ["step:data"])], "NB401"),
    "last result": ([("1 + 1", ["step:data"]), ("a = _", ["step:train"])], "NB404"),
    "get_ipython": ([("get_ipython().system('ls')\na = 1", ["step:data"])], "NB405"),
    "value of an untagged cell": (["x = [1]\nx.append(2)", ("a = x", ["step:data"])], "NB603"),
    "value changed by a report": (
        [("x = [1]", ["step:data"]), ("x.append(2)", ["step:report"]), ("a = x", ["step:train"])],
        "NB604",
    ),
    "skipped cell needed": ([("x = 1", ["step:skip"]), ("a = x", ["step:data"])], "NB604"),
    "state and value in one statement": (
        [("import os\nn = [os.chdir('..'), 1]", ["step:data"]), ("a = n", ["step:train"])],
        "NB303",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_notebook_is_refused_with_its_reason(case: str) -> None:
    cells, code = REFUSED[case]
    assert code in codes(make_notebook(*cells))


@pytest.mark.parametrize(("tags", "hint"), [((), "nb2pipe tag --write"), (("step:report",), "leave all cells out")])
def test_notebook_without_steps_is_told_to_run_what_would_help(tags: Sequence[str], hint: str) -> None:
    with pytest.raises(Refused) as caught:
        plan_of(make_notebook(("print(1)", tags)))
    assert hint in caught.value.findings[0].hint


def test_finding_of_a_refusal_points_into_the_cell() -> None:
    with pytest.raises(Refused) as caught:
        plan(("x = 1\nb = never", ["step:data"]))
    (finding,) = caught.value.findings
    assert (finding.cell, finding.span.start.line, finding.span.start.column, finding.blocks_export) == (0, 2, 4, True)


def test_same_notebook_gives_the_same_plan() -> None:
    cells = ("a = {1, 2}\nb = [3]", "c = [a, b]\nb.append(4)", "d = c + b")
    first, second = steps(*cells), steps(*cells)
    assert [(s.inputs, s.outputs, s.artifacts, s.copies) for s in first.steps] == [
        (s.inputs, s.outputs, s.artifacts, s.copies) for s in second.steps
    ]


def test_value_that_a_report_changes_through_an_alias_is_given_to_the_run_notebook() -> None:
    found = plan(
        ("a = [1]\nb = {'k': a}", ["step:train:a"]), ("b['k'].append(2)", ["step:report"]), ("a", ["step:report"])
    )
    assert outputs(found.step("a")) == {"a", "b"}
    assert [cell.what for cell in found.twin] == ["step", "report", "report"]


NET = """
import torch
from torch import nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 1)
"""


def test_state_of_torch_goes_through_all_steps_that_touch_it() -> None:
    found = plan(
        NET,
        ("import numpy as np\nx = torch.ones(4)\nloader = torch.utils.data.DataLoader(x, shuffle=True)", ["step:data"]),
        ("n = np.ones(3)", ["step:feature"]),
        ("batches = [b for b in loader]", ["step:train:batches"]),
        ("net = Net()", ["step:train:net"]),
    )
    assert [s.name for s in found.steps if any(i.name == "torch_random_state" for i in s.inputs)] == ["batches", "net"]
    assert "torch.manual_seed(0)" in code(found.step("data"))
    assert flow(found)["net"]["torch_random_state"] == "batches"


def test_state_of_tensorflow_goes_through_all_steps_that_touch_it() -> None:
    found = plan(
        "from tensorflow import keras",
        ("keras.utils.set_random_seed(1)\nrows = [[1.0], [2.0]]", ["step:data"]),
        ("total = sum(map(sum, rows))", ["step:feature"]),
        ("net = keras.Sequential([keras.layers.Dense(1)])\nnet.compile('sgd', 'mse')", ["step:train:net"]),
        ("net.fit(rows, [1, 2])", ["step:train:fit"]),
    )
    having = [s.name for s in found.steps if any(i.name == "tensorflow_random_state" for i in s.inputs)]
    assert having == ["net", "fit"]
    assert "_rng.setstate(tensorflow_random_state[1])" in code(found.step("net"))
    assert "tensorflow_random_state = (context.global_seed(), context.context()._rng.getstate())" in code(
        found.step("data")
    )


def test_slice_that_a_getter_cuts_out_is_changed_by_itself() -> None:
    found = steps("import operator\nrows = [1, 2, 3]", "part = operator.itemgetter(slice(2))(rows)", "part.clear()")
    assert [outputs(step) for step in found.steps] == [{"rows"}, {"part"}, {"part"}]


def test_network_of_keras_is_trained_in_one_step() -> None:
    start = "from tensorflow import keras\nnet = keras.Sequential([keras.layers.Dense(1)])\nrows = [[1.0]]"
    assert len(steps(start, "net.fit(rows, [1])", "net.fit(rows, [1])").steps) == 2
    assert len(steps(start, "net.fit(rows, [1])", "p = net.predict(rows)").steps) == 3


def test_network_that_a_later_step_changes_is_handed_on() -> None:
    found = plan(NET, ("net = Net()", ["step:train"]), ("net.eval()", ["step:train:eval"]), ("w = net", ["step:serve"]))
    assert flow(found)["serve"]["net"] == "eval"


def test_frame_that_a_function_changes_is_copied_as_a_frame() -> None:
    found = plan(
        ("import pandas as pd\ndf = pd.DataFrame({'a': [1]})", ["step:data"]),
        ("def widen(t):\n    t['b'] = 1\n    return t\ndf = widen(df)", ["step:feature"]),
    )
    assert [copy.method for copy in found.step("feature").copies] == [CopyMethod.COPY]


def test_frames_sliced_apart_are_copied_apart() -> None:
    cut = "train = df.iloc[:1].drop(columns=[])\ntest = df.loc[df.a > 1].drop(columns=[])"
    found = plan(
        (f"import pandas as pd\ndf = pd.DataFrame({{'a': [1, 2]}})\n{cut}", ["step:data"]),
        ("train['b'] = 1\ntest['b'] = 2", ["step:feature"]),
    )
    copies = found.step("feature").copies
    assert [(copy.names, copy.method) for copy in copies] == [
        (("test",), CopyMethod.COPY),
        (("train",), CopyMethod.COPY),
    ]


def test_value_that_a_step_only_deletes_is_no_input() -> None:
    found = plan(
        ("a = [1]\nb = 2", ["step:data"]), ("c = b + 1\nmine = c", ["step:train"]), ("del a, mine", ["step:train"])
    )
    assert flow(found)["train"] == {"b": "data"}
    body = [cst.Module([node]).code.strip() for part in found.step("train").body for node in part.statements]
    assert body[-1] == "del mine"


def test_call_that_acts_on_a_file_is_no_display() -> None:
    found = plan(("import numpy as np\nm = np.memmap('a', 'f8', 'w+', shape=3)\nm.flush()", ["step:data"]))
    body = [cst.Module([node]).code.strip() for part in found.step("data").body for node in part.statements]
    assert "m.flush()" in body


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("n = 1\nn += 1", "what this makes of `n` would be lost"),
        ("if True:\n    n = 2", "what this makes of `n` would be lost"),
        ("n = []\nn.append(1)", "what this makes of `n` would be lost"),
        ("n, m = divmod(7, 2)", "what this makes of `n` would be lost"),
        ("n = 1\nm = n\nn = 2", "`n` is given a second value here"),
        ("n = 1\nn = n * 2", "`n` is given a second value here"),
        ("def f():\n    return 1\nn = f()", "the value of `n` needs `f`"),
    ],
)
def test_parameters_cell_that_computes_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan((source, ["parameters"]), ("r = n", ["step:data"]))
    assert [finding.code for finding in refusal.value.findings] == ["NB605"]
    assert reason in refusal.value.findings[0].message


@pytest.mark.parametrize(("source", "tag"), [("x = n", "step:data"), ("def f(k=n):\n    return k", "step:data")])
def test_parameter_used_between_two_values_is_refused(source: str, tag: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan(("n = 1", ["parameters"]), (source, [tag]), ("n = 2", ["parameters"]), ("y = n", ["step:train"]))
    assert [(found.cell, found.code) for found in refusal.value.findings] == [(2, "NB605")]
    assert plan(("n = 1", ["parameters"]), ("n = 2", ["parameters"]), ("y = n", ["step:train"])).steps


def test_first_step_begins_with_what_a_parameters_cell_does() -> None:
    source = "import os\nn = 1\nd = 'r'\nassert n > 0\nos.makedirs(d, exist_ok=True)\nprint(n)\nn\nint(n)"
    found = plan((source, ["parameters"]), ("r = 1", ["step:data"]), ("s = r + n", ["step:train"]))
    lines = [cst.Module([node]).code.strip() for part in found.step("data").body for node in part.statements]
    assert lines == ["assert n > 0", "os.makedirs(d, exist_ok=True)", "print(n)", "int(n)", "r = 1"]
    assert [[p.name for p in step.parameters] for step in found.steps] == [["n", "d"], ["n"]]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("n = 1\nopen('log', 'w').write('begun')", "what this does would happen above that step"),
        ("n = 1\nassert n in x", "what this does needs `x`, which the first step lacks"),
    ],
)
def test_parameters_cell_that_acts_on_steps_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan(("x = [1]\nx.append(2)", ["step:data"]), (source, ["parameters"]), ("r = n", ["step:train"]))
    assert [finding.code for finding in refusal.value.findings] == ["NB605"]
    assert reason in refusal.value.findings[0].message


@pytest.mark.parametrize(
    ("parameters", "written", "read", "steps"),
    [
        ("out = 'a'", "out", "'b'", ["feature", "data"]),
        ("a, b = 'a', 'b'", "a + '.csv'", "b", ["feature", "data"]),
        ("d = 'a'", "d + '/1.csv'", "d + '/2.csv'", ["data", "feature"]),
        ("n = 1", "'a'", "'b'", ["data", "feature"]),
    ],
)
def test_files_that_parameters_may_make_the_same_are_touched_in_order(
    parameters: str, written: str, read: str, steps: list[str]
) -> None:
    found = plan(
        (parameters, ["parameters"]),
        ("x = 1", ["step:data"]),
        (f"r = open({read}).read()", ["step:feature"]),
        (f"with open({written}, 'w') as f:\n    f.write(str(x))", ["step:data"]),
    )
    assert [step.name for step in found.steps] == steps


def test_parameters_assigned_in_one_go_are_one_object_if_it_can_change() -> None:
    found = plan(("a = b = []\nc = d = 1", ["parameters"]), ("r = [a, b, c, d]", ["step:data"]))
    assert [(p.name, p.default) for p in found.parameters] == [("a", "[]"), ("b", "a"), ("c", "1"), ("d", "1")]


def test_comments_of_parameters_stay() -> None:
    found = plan(("# title\n\n# rows\n# to read\nn = 3  # at most", ["parameters"]), ("r = n", ["step:data"]))
    assert found.parameters[0].comment.splitlines() == ["rows", "to read", "at most"]


def test_function_that_only_a_formula_calls_goes_where_the_formula_is() -> None:
    found = plan(
        ("import statsmodels.formula.api as smf\nimport numpy as np\ndef mid(v):\n    return v - v.mean()", []),
        ("df = {'x': [1, 2], 'y': [1, 2]}", ["step:data"]),
        ("fit = smf.ols('y ~ mid(x) + np.log(x) + C(x)', df).fit()", ["step:train"]),
        ("def again(d):\n    return smf.ols('y ~ mid(x)', d).fit()\nr = again(df)", ["step:serve"]),
    )
    assert [each.name for each in found.library] == ["mid"]
    assert found.step("train").from_library == found.step("serve").from_library == ("mid",)
    assert "np" in {each.binds for each in found.step("train").imports}


def test_model_whose_formula_calls_a_function_of_the_notebook_stays_in_its_step() -> None:
    found = plan(
        ("import statsmodels.formula.api as smf\ndef mid(v):\n    return v - v.mean()", []),
        ("df = {'x': [1, 2], 'y': [1, 2]}", ["step:data"]),
        ("fit = smf.ols('y ~ mid(x)', df).fit()", ["step:train"]),
        ("new = fit.predict(df)", ["step:serve"]),
    )
    assert len(found.steps) == 2
    assert any("formula that calls the notebook's functions" in finding.message for finding in found.findings)


@pytest.mark.parametrize(
    "call",
    [
        "print(a)",
        "import logging\nlogging.warning('%s', a)",
        "log.info(a)",
        "warnings.warn('few')",
        "sys.stderr.write('x')",
        "from pprint import pprint\npprint(a)",
        "from tqdm.auto import tqdm\ntqdm.write('x')",
        "def tell(v):\n    log.info(v)\n    return v\ntell(a)",
    ],
)
def test_step_goes_on_to_print_and_to_log(call: str) -> None:
    top = "import logging, sys, warnings\nlog = logging.getLogger(__name__)"
    found = plan(top, (f"a = 1\n{call}\nb = a", ["step:data"]), ("c = b", ["step:train"]))
    assert call.splitlines()[-1] in code(found.step("data"))


def test_frame_that_says_what_it_is_says_so_in_the_run_notebook() -> None:
    found = plan("import pandas as pd", ("d = pd.DataFrame({'x': [1]})\nd.info()\ne = d", ["step:data"]))
    assert "info" not in code(found.steps[0])
    assert found.twin[-1].source.startswith("d.info()")


def test_tensor_that_shows_the_memory_of_an_array_stays_with_it() -> None:
    found = plan(
        ("import numpy as np, torch\na = np.ones(4)\nt = torch.from_numpy(a).view(-1)", ["step:data"]),
        ("t[0] = 5", ["step:feature"]),
        ("s = a.sum()", ["step:train"]),
    )
    assert [finding.code for finding in found.findings] == ["NB608"]
    assert "share memory" in found.findings[0].message


def test_class_that_only_other_steps_use_is_not_defined_where_it_stands() -> None:
    found = plan(
        ("base = hash(4)\nclass Level:\n    low = base", ["step:data"]),
        ("x = Level.low", ["step:train"]),
    )
    assert "class" not in code(found.step("data"))
    assert "class" in code(found.step("train"))


def test_docstring_leaves_out_lists_tables_and_code() -> None:
    text = "#md ## Clean\n\n- one\n- two\n\n```\ncode\n```\n\n1. first\n\nRows without a date go."
    assert plan(text, ("a = [1]", ["step:data"])).step("data").doc == "Clean.\n\nRows without a date go."


LOGGING = (
    "import logging\nhandler = logging.StreamHandler()\nhandler.setFormatter(logging.Formatter('%(message)s'))\n"
    "log = logging.getLogger('x')\nlog.addHandler(handler)"
)


def test_handler_of_all_loggers_is_told_how_to_be_set_up_for_all_steps() -> None:
    root = LOGGING.replace("'x'", "")
    with pytest.raises(Refused) as caught:
        plan(root, ("a = [1]\nlog.info(a)", ["step:data"]))
    assert {each.hint for each in caught.value.findings} == {LOGGING_HINT}
    found = plan((root, ["step:data:log"]), ("a = [1]\nlog.info(a)", ["step:data:rows"]))
    assert [(each.code, each.hint) for each in found.findings] == [("NB608", LOGGING_HINT)]
    one = "import logging\nlogging.basicConfig(handlers=[logging.StreamHandler()])\nlog = logging.getLogger('x')"
    assert len(plan(one, ("a = [1]\nlog.info(a)", ["step:data"]), ("b = [a]\nlog.info(b)", ["step:train"])).steps) == 2


def test_a_plan_of_many_cells_takes_no_longer_for_each_of_them() -> None:
    many = make_notebook(*((f"v{i} = {i}", ["step:data"]) for i in range(1500)))
    # Where each name is looked for in each cell again, this takes minutes of the processor.
    begun = time.process_time()
    plan_of(many)
    assert time.process_time() - begun < 30


def test_what_a_class_of_a_library_is_called_is_a_result() -> None:
    cell = "try:\n    int('x')\nexcept ValueError as error:\n    kind = type(error.__cause__).__name__"
    assert outputs(plan((f"{cell}\n    why = str(error)", ["step:data"])).steps[0]) == {"kind", "why"}


def test_plan_says_whether_steps_read_files() -> None:
    assert plan(("import glob\nfiles = glob.glob('data/*.csv')", ["step:data"])).reads_files
    assert not plan(("open('a.txt', 'w').write('x')", ["step:data"])).reads_files


def test_registry_that_definitions_fill_stands_beside_them() -> None:
    made = "FEATURES = {}\n\ndef feature(function):\n    FEATURES[function.__name__] = function\n    return function"
    entry = "@feature\ndef double(x):\n    return 2 * x"
    found = plan(
        made, entry, ("a = FEATURES['double'](1)", ["step:data"]), ("b = FEATURES['double'](a)", ["step:train"])
    )
    assert [each.name for each in found.library] == ["FEATURES", "feature", "double"]
    assert flow(found) == {"data": {}, "train": {"a": "data"}}


def test_registry_and_what_fills_it_may_stand_in_one_cell() -> None:
    made = (
        "ALL = {}\n\ndef known(name):\n    def enter(f):\n        ALL[name] = f\n        return f\n    return enter\n"
    )
    entry = "@known('twice')\ndef double(x):\n    return 2 * x"
    found = plan(made + entry, ("a = ALL['twice'](1)", ["step:data"]), ("b = ALL['twice'](a)", ["step:train"]))
    assert [each.name for each in found.library] == ["ALL", "known", "double"]
    assert [(record.fate.value, record.notes) for record in found.cells[:1]] == [("definition", ())]


def test_data_sets_in_memory_of_a_library_stay_in_one_step() -> None:
    matrix = ("import xgboost as xgb\nrows = xgb.DMatrix([[1], [2]], [1, 2])", ["step:feature"])
    found = plan(matrix, ("model = xgb.train({}, rows, 2)", ["step:train"]))
    assert [step.name for step in found.steps] == ["feature"]


def test_data_set_of_lightgbm_is_changed_by_training_and_cannot_leave_its_step_then() -> None:
    rows = ("import lightgbm as lgb\nrows = lgb.Dataset([[1], [2]], [1, 2])", ["step:feature"])
    first = ("model = lgb.train({}, lgb.Dataset([[1]], [1]), 2, valid_sets=[rows])", ["step:train:first"])
    found = plan(rows, first, ("other = lgb.train({}, rows, 3)", ["step:train:second"]))
    assert [step.name for step in found.steps] == ["feature", "first"]
    assert [each.names for each in found.step("first").copies] == [("rows",)]


def test_table_of_lambdas_keeps_no_steps_together() -> None:
    table = "TABLE = {'twice': lambda x: 2 * x, 'none': lambda x: 0}"
    uses = (("a = TABLE['twice'](1)", ["step:feature"]), ("b = TABLE['none'](a)", ["step:train"]))
    found = plan((f"r = [1]\n{table}", ["step:data"]), *uses)
    assert [step.name for step in found.steps] == ["data", "feature", "train"]
    assert [each.name for each in found.library] == ["TABLE"]
    changed = plan((table, ["step:data"]), ("TABLE['more'] = abs", ["step:feature"]), *uses)
    assert len(changed.steps) == 1
    assert not changed.library


def test_handlers_of_a_logger_keep_no_steps_together() -> None:
    found = plan(LOGGING, ("a = [1]\nlog.info(a)", ["step:data"]), ("b = [a]\nlog.info(b)", ["step:train"]))
    assert [step.name for step in found.steps] == ["data", "train"]
    assert "if not log.handlers:" in code(found.step("data")) + "".join(
        cst.Module([]).code_for_node(each.statement) for each in found.library
    )


def test_text_that_a_parameter_gives_is_told_what_it_may_name() -> None:
    read = ("import pandas as pd\ndf = pd.DataFrame({'a': [1]})", ["step:data"])
    found = plan(("Q = 'a > @low'\nlow = 0", ["parameters"]), read, ("n = len(df.query(Q))", ["step:train"]))
    assert [(each.code, each.cell) for each in found.findings] == [("NB613", 2)]
    assert "(`@df`, `@low`)" in found.findings[0].message
    handed = ("n = len(df.query(Q, local_dict={'low': 1}))", ["step:train"])
    assert not plan(("Q = 'a > @low'\nlow = 0", ["parameters"]), read, handed).findings


def test_cell_whose_step_has_nothing_to_do_belongs_to_no_step() -> None:
    serve = ("def predict(x):\n    global a\n    a = a + x\n    return a", ["step:serve"])
    found = plan(("a = sum([1])", ["step:data"]), serve)
    assert [step.name for step in found.steps] == ["data"]
    assert (found.cells[1].step, found.cells[1].fate) == (None, CellFate.DROPPED)


IMPORTED_INSIDE = [
    "for _ in range(2):\n    import math",
    "with open('a') as file:\n    import math",
    "def load():\n    global math\n    import math\nload()",
]


@pytest.mark.parametrize("loading", IMPORTED_INSIDE)
def test_what_a_loop_or_a_function_imports_stays_with_who_uses_it(loading: str) -> None:
    found = plan((f"{loading}\na = 1", ["step:data"]), ("b = math.pi", ["step:train"]))
    assert [step.name for step in found.steps] == ["data"]
    assert "b = math.pi" in code(found.step("data"))
    assert "math" not in outputs(found.step("data"))


@pytest.mark.parametrize("tag", ["step:report", "step:skip", "step:data"])
def test_imports_go_to_who_uses_them_from_any_cell(tag: str) -> None:
    found = plan(("import math", [tag]), ("a = math.pi", ["step:train"]))
    assert [item.module for item in found.step("train").imports] == ["math"]


@pytest.mark.parametrize(
    "handler", ["print('install yaml')", "raise", "warnings.warn('no yaml')", "raise SystemExit(1)"]
)
def test_import_that_may_fail_with_a_message_goes_to_who_uses_it(handler: str) -> None:
    loading = f"import warnings\ntry:\n    import yaml\nexcept ImportError:\n    {handler}"
    for tags in ([], ["step:report"]):
        found = plan((loading, tags), ("a = yaml.safe_load('1')", ["step:train"]))
        assert [each.name for each in found.step("train").definitions] == ["yaml"]


def test_import_that_a_step_binds_anew_is_made_in_the_step() -> None:
    found = plan("from string import digits", ("digits = digits + 'a'", ["step:data"]), ("b = digits", ["step:train"]))
    assert code(found.step("data")) == "from string import digits\ndigits = digits + 'a'\n"
    assert not found.step("data").inputs
    assert outputs(found.step("data")) == {"digits"}


def test_functions_that_only_other_steps_use_are_left_to_these() -> None:
    cell = "k = open('k').read()\ndef half(a, by=2):\n    return a / by + k + late\ndef whole(a):\n    return half(a) * 2\nlate = open('late').read()"
    found = plan((cell, ["step:data"]), ("b = whole(1)", ["step:train"]))
    assert code(found.step("data")) == "k = open('k').read()\nlate = open('late').read()\n"
    assert code(found.step("train")) == "b = whole(1, k=k, late=late)\n"
