from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from nb2pipe.emitters.step_modules import emit_library, emit_step_module
from nb2pipe.errors import Refused
from nb2pipe.model.notebook import StepKind


def module(plan, kind="data"):
    text = emit_step_module(plan, StepKind(kind)).decode()
    ast.parse(text)
    return text


def test_comments_of_cells_stay_in_place(build):
    step = build.step("load", "# above\nx = 1  # beside\n# below", "# alone", "# next\ny = 2\n# last")
    body = module(build.plan(step)).split('"""\n')[-1]
    comments = [line.strip().split("#")[1] for line in body.splitlines() if "#" in line]
    assert comments == [" above", " beside", " below", " alone", " next", " last"]


def test_trailing_comment_stands_before_the_return(build):
    text = module(build.plan(build.step("load", "x = 1\n# done", outputs=["x"])))
    assert text.endswith("    # done\n    return x\n")


def test_cells_are_paragraphs(build):
    assert "    x = 1\n\n    y = 2\n" in module(build.plan(build.step("load", "x = 1", "y = 2")))


def test_single_output_is_returned_bare(build):
    text = module(build.plan(build.step("load", "x = 1", outputs=["x: int"])))
    assert "def load() -> int:" in text
    assert "NamedTuple" not in text


def test_no_output_returns_none(build):
    assert "def load() -> None:" in module(build.plan(build.step("load", "print(1)")))


def test_step_of_nothing_is_valid(build):
    assert "def load() -> None:" in module(build.plan(build.step("load", "# nothing")))


def test_result_name_avoids_names_of_the_code(build):
    text = module(build.plan(build.step("load", "LoadResult = 1\nx = LoadResult", outputs=["x", "LoadResult"])))
    assert "class LoadResult_(NamedTuple)" in text


def test_doc_comes_from_the_plan_and_is_escaped(build):
    doc = 'Reads C:\\new """data""". Then more.'
    function = ast.parse(module(build.plan(build.step("load", "x = 1", doc=doc)))).body[-1]
    assert ast.get_docstring(function) == 'Reads C:\\new """data""".\n\nThen more.'


def test_type_only_imports_cost_nothing_at_run_time(build):
    step = build.step("clean", "n = len(df)", inputs=["df: pd.DataFrame <- load"], outputs=["n: int"])
    assert "if TYPE_CHECKING:\n    import pandas as pd\n" in module(build.plan(step))


def test_annotations_are_importable_where_the_notebook_may_evaluate_its_own(build):
    step = build.step("clean", "def f(x: int): pass", inputs=["df: pd.DataFrame <- load"])
    text = module(build.plan(step))
    assert "__future__" not in text
    assert "TYPE_CHECKING" not in text
    assert "import pandas as pd\n" in text


def test_notebook_with_future_annotations_keeps_them(build):
    step = build.step("clean", "def f(x: Unknown): pass", inputs=["df: pd.DataFrame <- load"])
    text = module(build.plan(step, future=("annotations",)))
    assert "from __future__ import annotations\n" in text
    assert "if TYPE_CHECKING:" in text


def test_unknown_annotation_becomes_any(build):
    text = module(build.plan(build.step("clean", "y = x", inputs=["x: Foo | dict[str, Bar] <- load"])))
    assert "def clean(x: Any)" in text


def test_annotation_names_the_class_of_a_submodule(build):
    step = build.step("fit", "pass", inputs=["m: sklearn.svm.SVC <- load"])
    text = module(build.plan(step, requirements=("sklearn",)))
    assert "from sklearn.svm import SVC\n" in text
    assert "m: SVC" in text


def test_annotation_that_is_evaluated_does_not_count_on_a_submodule(build):
    step = build.step(
        "fit", "def f(x: int): pass\ny = torch.ones(2)", inputs=["m: torch.optim.SGD <- load"], imports="import torch"
    )
    text = module(build.plan(step))
    assert "from torch.optim import SGD\n" in text
    assert "m: SGD" in text


def test_annotation_of_two_classes_with_one_name_imports_their_modules(build):
    step = build.step("fit", "pass", inputs=["m: sklearn.svm.SVC <- load", "n: xgboost.SVC <- load"])
    assert "import sklearn.svm\n" in module(build.plan(step, requirements=("sklearn", "xgboost")))


def test_annotation_names_a_library_class(build):
    library = (build.definition("class Model: pass"),)
    text = module(build.plan(build.step("fit", "pass", inputs=["m: Model <- load"]), library=library))
    assert "if TYPE_CHECKING:\n    from churn.library import Model\n" in text


def test_class_of_another_module_is_named_where_that_module_comes_first(build):
    row = build.definition("class Row:\n    size: int", cell=0)
    make = build.step("make", "row = Row()", kind="data", outputs=["row: Row"], definitions=(row,))
    use = build.step("use", "size = row.size", kind="train", inputs=["row: Row <- make"], outputs=["size: int"])
    last = build.definition("class Last:\n    size: int", cell=1)
    back = build.step("back", "last = Last()", kind="train", outputs=["last: Last"], definitions=(last,))
    again = build.step("again", "last", kind="data", inputs=["last: Last <- back"], outputs=["last: Last"])
    plan = build.plan(make, use, back, again)
    assert "from churn.steps.data import Row" in module(plan, "train")
    assert "def use(row: Row)" in module(plan, "train")
    assert "def again(last: Any) -> Any:" in module(plan, "data")


@pytest.mark.parametrize(
    ("signature", "handed"),
    [
        ("x: int, *, y", "x: int, *, y, model: Ridge, rate: float"),
        ("x, *, y", "x, *, y, model, rate"),
    ],
)
def test_handed_variables_have_hints_where_the_function_has_some(build, signature, handed):
    source = f"def score({signature}, model, rate):\n    return model, rate"
    score = replace(build.definition(source), takes=("model", "rate"))
    first = build.step(
        "first", "model = Ridge()", outputs=["model: Ridge"], imports="from sklearn.linear_model import Ridge"
    )
    serve = build.step(
        "serve",
        "found = score(1, y=2, model=model, rate=rate)",
        kind="serve",
        inputs=["model: Ridge <- first"],
        parameters=[build.parameter("rate = 0.5", "float")],
        outputs=["found"],
        definitions=(score,),
    )
    plan = build.plan(first, serve)
    assert f"def score({handed}):" in module(plan, "serve")


def test_field_that_hides_a_method_of_tuples_says_so(build):
    text = module(build.plan(build.step("load", "x = count = 1", outputs=["x: int", "count: int"])))
    assert "    x: int\n    count: int  # type: ignore[assignment]  # hides the method of tuples\n" in text


def test_collections_of_anything_say_so(build):
    step = build.step("fit", "pass", inputs=["a <- load", "b <- load"])
    hints = ("list", "dict[str, tuple]")
    inputs = tuple(replace(each, annotation=hint) for each, hint in zip(step.inputs, hints, strict=True))
    assert "def fit(a: list[Any], b: dict[str, tuple[Any, ...]])" in module(build.plan(replace(step, inputs=inputs)))


def test_any_is_private_where_the_notebook_has_its_own(build):
    text = module(build.plan(build.step("fit", "Any = 3", inputs=["m <- load"], outputs=["Any"])))
    assert "def fit(m: _Any) -> _Any:" in text
    assert "from typing import Any as _Any" in text


@pytest.mark.parametrize(
    ("copies", "line"),
    [
        ([("df", "copy")], "    df = df.copy()\n"),
        ([("df", "deepcopy")], "    df = copy.deepcopy(df)\n"),
        ([("df xs", "deepcopy")], "    df, xs = copy.deepcopy((df, xs))\n"),
    ],
)
def test_inputs_are_copied_before_the_body(build, copies, line):
    step = build.step("clean", "df['a'] = 1", inputs=["df <- load", "xs <- load"], copies=copies)
    assert line + "\n    df['a'] = 1" in module(build.plan(step))


def test_copy_module_is_private_where_the_notebook_has_a_variable_of_that_name(build):
    step = build.step("clean", "copy = xs", inputs=["xs <- load"], copies=[("xs", "deepcopy")])
    assert "xs = _copy.deepcopy(xs)" in module(build.plan(step))


def test_copy_module_of_the_notebook_serves(build):
    step = build.step(
        "clean", "ys = copy.copy(xs)", inputs=["xs <- load"], copies=[("xs", "deepcopy")], imports="import copy"
    )
    text = module(build.plan(step))
    assert text.count("import copy") == 1
    assert "_copy" not in text


def test_imports_are_merged_sorted_and_grouped(build):
    one = build.step("one", "np.x, b, os", imports="import os\nimport numpy as np\nfrom z import b")
    two = build.step("two", "np.x, a, f", imports="import numpy as np\nfrom z import a", from_library=("f",))
    text = module(build.plan(one, two, library=(build.definition("def f(): pass"),)))
    assert "import os\n\nimport numpy as np\nfrom z import a, b\n\nfrom churn.library import f\n" in text


def test_import_for_its_effect_is_marked(build):
    text = module(
        build.plan(build.step("a", "x = 1", imports="from sklearn.experimental import enable_halving_search_cv"))
    )
    assert "import enable_halving_search_cv  # noqa: F401" in text


def test_unread_name_of_the_library_is_not_imported(build):
    plan = build.plan(build.step("a", "x = 1", from_library=("f",)), library=(build.definition("def f(): pass"),))
    assert "library" not in module(plan)


def test_clashing_imports_of_two_steps_stay_in_their_functions(build, run):
    one = build.step("a", "x = dumps(1)", outputs=["x"], imports="from json import dumps")
    two = build.step("b", "y = dumps(1)", outputs=["y"], imports="from pickle import dumps")
    values = run(build.plan(one, two))
    assert values == {"a": {"x": "1"}, "b": {"y": b"\x80\x04K\x01."}}


def test_import_that_hides_a_builtin_does_not_reach_another_step(build, run):
    one = build.step("a", "x = pow(2, 3)", outputs=["x"], imports="from math import pow")
    two = build.step("b", "y = pow(2, 3, 5)", outputs=["y"])
    assert run(build.plan(one, two)) == {"a": {"x": 8.0}, "b": {"y": 3}}


def test_definition_that_hides_a_builtin_does_not_reach_another_step(build, run):
    own = build.definition("def max(*xs):\n    return 'own'")
    one = build.step("a", "x = max(1, 2)", outputs=["x"], definitions=(own,))
    two = build.step("b", "y = max(1, 2)", outputs=["y"])
    assert run(build.plan(one, two)) == {"a": {"x": "own"}, "b": {"y": 2}}


def test_shadowed_builtin_is_bound_first(build, run):
    step = build.step("a", "list = list('ab')\nxs = list", outputs=["xs"], shadowed_builtins=("list",))
    assert run(build.plan(step)) == {"a": {"xs": ["a", "b"]}}


def test_definition_hidden_by_a_variable_is_bound_first(build, run):
    f = build.definition("def f():\n    return 3")
    step = build.step("a", "f = f() + 1", outputs=["f"], definitions=(f,))
    assert run(build.plan(step)) == {"a": {"f": 4}}


def test_declared_names_are_variables_of_the_function(build, run):
    step = build.step("a", "def f():\n    global n\n    n = 3\nf()", outputs=["n"], declared=("n",))
    assert run(build.plan(step)) == {"a": {"n": 3}}


def test_definitions_come_in_the_order_of_their_needs(build):
    top = build.definition("def top(x=base): pass", needs=("base",), cell=0)
    base = build.definition("base = 1", cell=1, name="base")
    text = module(build.plan(build.step("a", "top()", definitions=(top, base))))
    assert text.index("base = 1") < text.index("def top") < text.index("def a()")


def test_definition_shared_by_two_steps_stands_once(build):
    f = build.definition("def f(): pass")
    steps = [build.step(name, "f()", definitions=(build.definition("def f(): pass"),)) for name in "ab"]
    assert module(build.plan(*steps)).count("def f") == 1
    assert f.name == "f"


def test_two_definitions_of_one_name_are_a_bug_of_the_plan(build):
    one = build.step("a", "f()", definitions=(build.definition("def f(): return 1"),))
    two = build.step("b", "f()", definitions=(build.definition("def f(): return 2"),))
    with pytest.raises(ValueError, match="two definitions of 'f'"):
        module(build.plan(one, two))


def test_global_of_a_module_definition_stays_global(build, run):
    counter = build.definition("counter = [0]", name="counter")
    step = build.step("a", "def f():\n    global counter\n    counter = [5]\nf()", definitions=(counter,))
    assert "global counter" in module(build.plan(step))


def test_global_past_a_variable_of_that_name_is_refused(build):
    step = build.step("a", "def f():\n    x = 1\n    def g():\n        global x\n        x = 2\nx = 0", outputs=["x"])
    with pytest.raises(Refused) as refused:
        module(build.plan(step))
    assert "`x`" in refused.value.findings[0].message


def test_figures_are_closed_where_they_are_shown_and_where_the_cell_ends(build):
    cell = build.fragment("plt.plot([1])\nif 1:\n    plt.show()\nplt.title('x')", closes_figures=True)
    text = module(build.plan(build.step("a", cell, imports="import matplotlib.pyplot as plt")))
    assert '        plt.close("all")\n    plt.title(\'x\')\n    plt.close("all")\n' in text


def test_figures_are_closed_once(build):
    cell = build.fragment("plt.plot([1])\nplt.show();", closes_figures=True)
    assert module(build.plan(build.step("a", cell, imports="import matplotlib.pyplot as plt"))).count("close") == 1


@pytest.mark.parametrize(
    ("imports", "closing"),
    [
        ("", 'plt.close("all")'),
        ("from matplotlib import pyplot as p", 'p.close("all")'),
        ("import matplotlib.pyplot", 'matplotlib.pyplot.close("all")'),
        ("import plt", '_plt.close("all")'),
    ],
)
def test_pyplot_is_found_under_any_name(build, imports, closing):
    cell = build.fragment("df.plot()", closes_figures=True)
    assert f"    {closing}\n" in module(build.plan(build.step("a", cell, inputs=["df <- b"], imports=imports)))


def test_pyplot_is_imported_as_the_functions_of_the_module_have_it(build):
    draw = build.definition("def draw():\n    plt.plot([1])", imports="from matplotlib import pyplot as plt")
    step = build.step("a", build.fragment("draw()", closes_figures=True), definitions=(draw,))
    assert module(build.plan(step)).count("pyplot") == 1


def test_show_of_something_else_stays(build):
    assert "    fig.show()" in module(build.plan(build.step("a", "fig = 1\nfig.show()")))


def test_library_keeps_its_order_and_imports(build):
    one = build.definition(
        "# first\ndef one():\n    return np.zeros(two)", needs=("two",), imports="import numpy as np"
    )
    two = build.definition("two = 2", name="two")
    text = emit_library(build.plan(library=(one, two), library_imports=build.imported("import numpy as np"))).decode()
    assert text.index("import numpy as np\n\n\n# first\ndef one") < text.index("two = 2")


def test_library_runs_as_main_too(build):
    text = emit_library(build.plan(library=(build.definition("def f():\n  return __name__"),))).decode()
    assert '    return "__main__"' in text


def test_import_that_a_formula_alone_uses_says_so(build):
    step = build.step("load", "f = 'y ~ np.log(x)'", outputs=["f"], imports="import numpy as np\nimport tqdm")
    text = module(build.plan(step))
    assert "import numpy as np  # noqa: F401 (a formula uses it)" in text
    assert "import tqdm  # noqa: F401 (imported for its effect)" in text
