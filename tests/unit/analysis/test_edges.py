"""Which cell depends on which, and why."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.notebooks import analysis_of, edges_by_reason
from tests.support.programs import ALL_KINDS, Raises, programs, snapshots


def edges(*cells: str) -> set[tuple[int, int, str, str]]:
    return edges_by_reason(analysis_of(*cells))


def test_name_is_used_where_it_was_last_bound() -> None:
    assert edges("x = 1", "x = 2", "y = x") == {(1, 2, "x", "name")}


def test_mutation_is_a_new_version() -> None:
    assert edges("x = []", "x.append(1)", "y = x") == {(0, 1, "x", "name"), (1, 2, "x", "mutation")}


def test_change_through_an_alias_is_a_change_of_the_other_name() -> None:
    assert (2, 3, "a", "alias") in edges("a = []", "b = a", "b.append(1)", "y = a")


@pytest.mark.parametrize(
    ("alias", "change"),
    [
        ("b = (a,)", "b[0].append(1)"),
        ("b = {'k': a}", "b['k'].append(1)"),
        ("b = [a][0]", "b.append(1)"),
        ("b = a or 1", "b.append(1)"),
        ("b = a if c else 2", "b.append(1)"),
        ("b, d = a, 1", "b.append(1)"),
        ("b = (a, 1)[0]", "b.append(1)"),
        ("class C: pass\nb = C()\nb.items = a", "b.items.append(1)"),
        ("class C:\n    def __init__(self, v):\n        self.v = v\nb = C(a)", "b.v.append(1)"),
        ("def f(v):\n    return v\nb = f(a)", "b.append(1)"),
        ("for b in [a]:\n    pass", "b.append(1)"),
        ("b = dict(k=a)", "b['k'].append(1)"),
        ("b = list([a])", "b[0].append(1)"),
        ("b = {**{'k': a}}", "b['k'].append(1)"),
        ("b = [*[a]]", "b[0].append(1)"),
        ("b = next(iter([a]))", "b.append(1)"),
        ("b = max(a, [])", "b.append(1)"),
        ("b = max([a, []], key=len)", "b.append(1)"),
        ("b = a.append", "b(1)"),
        ("b = 'append'", "getattr(a, b)(1)"),
        ("import functools\nb = functools.partial(a.append)", "b(1)"),
        ("b = lambda: a", "b().append(1)"),
        ("[b := v for v in [a]]", "b.append(1)"),
        ("b = [v for v in [a]]", "b[0].append(1)"),
        ("match [a]:\n    case [b]: pass", "b.append(1)"),
        ("import functools\nb = functools.partial(list.append, a)", "b(1)"),
        ("b = iter([a])", "next(b).append(1)"),
        ("b = zip([a], [1])", "next(b)[0].append(1)"),
        ("b = [[a]] * 2", "b[0][0].append(1)"),
        ("import copy\nb = copy.copy([a])", "b[0].append(1)"),
        ("b = [a] + [c]", "b[0].append(1)"),
        ("b = sorted([a])", "b[0].append(1)"),
        ("b = {}\nb.setdefault('k', a)", "b['k'].append(1)"),
        ("b = []\nb.append(a)", "b[0].append(1)"),
    ],
)
def test_every_way_of_sharing_an_object_is_an_alias(alias: str, change: str) -> None:
    assert 2 in analysis_of("a = []\nc = 1", alias, change, "y = a").slice_of(3)


@pytest.mark.parametrize(
    "copy", ["b = list(a)", "b = a[:]", "b = a + []", "b = [v for v in a]", "b = sorted(a)", "b = a.copy()"]
)
def test_copy_is_no_alias(copy: str) -> None:
    assert edges("a = [1]", copy, "b.append(1)", "y = a") == {
        (0, 1, "a", "name"),
        (1, 2, "b", "name"),
        (0, 3, "a", "name"),
    }


def test_function_that_chooses_is_no_choice() -> None:
    found = edges("a = {'k': 1}", "b = min(a, key=a.get)", "b += 'x'", "y = a")
    assert (2, 3, "a", "alias") not in found


def test_alias_ends_when_the_name_is_bound_anew() -> None:
    assert (3, 4, "a", "alias") not in edges("a = []", "b = a", "b = []", "b.append(1)", "y = a")


def test_function_looks_its_globals_up_when_it_is_called() -> None:
    found = edges("k = 1", "def f():\n    return k", "k = 2", "y = f()")
    assert (2, 3, "k", "closure") in found
    assert not any(source == 0 for source, *_ in found)


def test_function_that_is_only_defined_reads_nothing() -> None:
    assert not edges("k = 1", "def f():\n    return k")


def test_default_argument_is_read_where_the_function_is_defined() -> None:
    found = edges("k = 1", "def f(v=k):\n    return v", "k = 2", "y = f()")
    assert found == {(0, 1, "k", "name"), (1, 3, "f", "name")}


def test_function_called_through_others_brings_their_globals() -> None:
    found = edges("k = 1", "def f():\n    return k", "def g():\n    return f()", "h = g", "y = h()")
    assert (0, 4, "k", "closure") in found


@pytest.mark.parametrize(
    "call",
    [
        "y = list(map(f, [1]))",
        "y = sorted([1], key=f)",
        "y = A().m()",
        "y = [f(v) for v in [1]]",
        "y = (lambda: f(1))()",
        "y = pd.Series([1]).apply(f)",
    ],
)
def test_function_handed_to_others_is_called(call: str) -> None:
    definitions = "import pandas as pd\ndef f(v):\n    return v + k\nclass A:\n    def m(self):\n        return f(1)"
    assert (0, 2, "k", "closure") in edges("k = 1", definitions, call)


def test_file_written_by_one_cell_and_read_by_another() -> None:
    found = edges("import pandas as pd\ndf = pd.DataFrame()", "df.to_csv('a.csv')", "e = pd.read_csv('a.csv')")
    assert (1, 2, "file:a.csv", "file") in found


def test_other_files_have_no_edge() -> None:
    found = edges("open('a.txt', 'w').write('x')", "t = open('b.txt').read()")
    assert not found


@pytest.mark.parametrize("library", ["numpy", "python"])
def test_draws_follow_the_seed_and_each_other(library: str) -> None:
    module = {"numpy": "np.random", "python": "random"}[library]
    cells = (f"import random, numpy as np\n{module}.seed(1)", f"a = {module}.random()", f"b = {module}.random()")
    assert {(0, 1, f"random:{library}", "random"), (1, 2, f"random:{library}", "random")} <= edges(*cells)


_DRAWING = (
    "import numpy as np\nimport pandas as pd\nfrom scipy import stats\nimport networkx as nx\n"
    "import seaborn as sns\nfrom sklearn.metrics import silhouette_score\nnp.random.seed(0)\ndf = pd.read_csv('x.csv')"
)


@pytest.mark.parametrize(
    ("code", "draws"),
    [
        ("df.sample(5)", True),
        ("df.sample(5, random_state=None)", True),
        ("df.sample(5, random_state=np.random)", True),
        ("df.sample(5, random_state=3)", False),
        ("df.sample(5, random_state=np.random.RandomState(3))", False),
        ("stats.norm.rvs(size=3)", True),
        ("stats.norm.rvs(size=3, random_state=1)", False),
        ("nx.spring_layout(nx.path_graph(3))", True),
        ("nx.spring_layout(nx.path_graph(3), seed=1)", False),
        ("nx.draw(nx.path_graph(3))", True),
        ("nx.draw(nx.path_graph(3), pos)", False),
        ("sns.regplot(data=df, x='a', y='b')", False),
        ("sns.regplot(data=df, x='a', y='b', x_jitter=0.1)", True),
        ("silhouette_score(df, df.y)", False),
        ("silhouette_score(df, df.y, sample_size=9)", True),
    ],
)
def test_a_state_is_one_of_its_own(code: str, draws: bool) -> None:
    assert ((0, 1, "random:numpy", "random") in edges(_DRAWING, f"rows = {code}")) is draws


_SEEDED = "import numpy as np\nfrom sklearn.svm import SVC\nnp.random.seed(0)\nX, y = np.eye(4), [0, 1, 0, 1]"


def test_fitting_moves_the_generator_on_for_who_draws_later() -> None:
    found = edges(_SEEDED, "model = SVC().fit(X, y)", "z = np.random.rand()")
    assert {(0, 1, "random:numpy", "random"), (1, 2, "random:numpy", "random")} <= found


@pytest.mark.parametrize(
    "cells",
    [
        ("z = np.random.rand()", "model = SVC().fit(X, y)"),
        ("model = SVC(random_state=1).fit(X, y)", "z = np.random.rand()"),
        ("model = SVC().fit(X, y)", "np.random.seed(1)\nz = np.random.rand()"),
    ],
)
def test_moving_a_generator_that_nobody_needs_is_no_fact(cells: tuple[str, str]) -> None:
    fitting = 1 + next(at for at, cell in enumerate(cells) if "fit" in cell)
    found = edges(_SEEDED, *cells)
    assert not any(name == "random:numpy" and fitting in (source, target) for source, target, name, _ in found)


def test_generators_of_two_libraries_do_not_mix() -> None:
    found = edges("import random, numpy as np", "random.seed(1)", "x = np.random.rand()")
    assert (1, 2) not in {(source, target) for source, target, *_ in found}


def test_option_reaches_whoever_uses_the_library() -> None:
    found = edges("import pandas as pd", "pd.set_option('display.precision', 2)", "t = pd.DataFrame().to_string()")
    assert (1, 2, "option:pandas", "option") in found


def test_directory_reaches_whoever_opens_a_relative_path() -> None:
    assert (1, 2, "cwd", "option") in edges("import os", "os.chdir('d')", "t = open('a').read()")


def test_environment_reaches_whoever_reads_the_variable() -> None:
    found = edges("import os", "os.environ['A'] = '1'", "os.environ['B'] = '2'", "x = os.environ['A']")
    assert (1, 3, "env:A", "option") in found
    assert not any((source, target) == (2, 3) for source, target, *_ in found)


def test_branch_that_may_bind_leaves_the_earlier_value_in_play() -> None:
    assert {(0, 2, "x", "name"), (1, 2, "x", "name")} <= edges("x = 1", "if c:\n    x = 2", "y = x")


def test_both_branches_hide_the_earlier_value() -> None:
    assert (0, 2, "x", "name") not in edges("x = 1", "if c:\n    x = 2\nelse:\n    x = 3", "y = x")


def test_objects_of_both_branches_may_be_the_one_that_is_changed() -> None:
    found = analysis_of("a, b = [], []", "if c:\n    d = a\nelse:\n    d = b", "d.append(1)", "x = a", "y = b")
    assert 2 in found.slice_of(3)
    assert 2 in found.slice_of(4)


def test_except_block_sees_what_the_try_block_may_have_done() -> None:
    found = analysis_of(
        "a = []", "try:\n    b = a\n    f()\nexcept E:\n    pass\nelse:\n    pass", "b.append(1)", "y = a"
    )
    assert 2 in found.slice_of(3)


@pytest.mark.parametrize(
    "cell",
    [
        "if c == 1:\n    x = 1\nelif c == 2:\n    x = 2\nelse:\n    raise ValueError(c)",
        "match c:\n    case 1:\n        x = 1\n    case _:\n        raise ValueError(c)",
        "try:\n    x = 1 / c\nexcept ZeroDivisionError:\n    sys.exit(1)",
        "def f():\n    global x\n    if not c:\n        raise ValueError(c)\n    x = 2\nf()",
    ],
)
def test_what_comes_after_a_branch_that_only_raises_has_not_gone_through_it(cell: str) -> None:
    assert (0, 2, "x", "name") not in edges("import sys\nx, c = 0, 1", cell, "y = x")


def test_branch_that_raises_counts_where_the_error_is_caught() -> None:
    cell = "try:\n    if c:\n        x = 1\n    else:\n        raise ValueError\nexcept ValueError:\n    pass"
    assert (0, 2, "x", "name") in edges("x, c = 0, 1", cell, "y = x")


def test_context_is_left_after_its_block() -> None:
    found = analysis_of(
        "a, b = [], []",
        "class Context:\n    def __enter__(self): return a\n    def __exit__(self, *_): c.append(1)",
        "with Context() as c:\n    pass",
        "y = len(a)",
    )
    assert 2 in found.slice_of(3)


def test_loop_carries_changes_round() -> None:
    found = analysis_of("a, b = [], []", "for i in r:\n    b.append(i)\n    b = a", "y = a")
    assert 1 in found.slice_of(2)


def test_edges_name_the_notebook_as_run_where_counts_say_another_order() -> None:
    analysis = analysis_of("x = 1", "y = x", "x = 2", counts=[1, 3, 2])
    assert [(e.source, e.target) for e in analysis.edges] == [(0, 1)]
    assert analysis.recorded_order == (0, 2, 1)
    assert [(e.source, e.target) for e in analysis.recorded_edges] == [(2, 1)]


def test_slice_dependents_and_staleness_follow_the_edges() -> None:
    analysis = analysis_of("a = 1", "b = a", "c = 5", "d = b + c", "e = a")
    assert analysis.slice_of("d") == analysis.slice_of(3) == (0, 1, 2, 3)
    assert analysis.dependents_of(0) == (1, 3, 4)
    assert analysis.stale_after(1) == (1, 3)
    assert analysis.slice_of("c2") == (2,)


@pytest.mark.parametrize("target", ["nothing", 99, -1])
def test_question_about_an_unknown_cell_or_name_is_an_error(target: int | str) -> None:
    with pytest.raises(KeyError, match="no cell"):
        analysis_of("x = 1").slice_of(target)


def test_slice_of_a_value_that_another_name_changed_has_both_cells() -> None:
    cells = ("a = []", "b = [a]", "a.append(1)")
    assert analysis_of(*cells).slice_of("b") == (0, 1, 2)


@pytest.mark.parametrize(
    "kinds", [("plain",), ("plain", "nested"), ("plain", "functions"), ("plain", "flow"), ALL_KINDS]
)
@given(data=st.data())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_cells_outside_the_slice_of_a_value_do_not_change_it(kinds: tuple[str, ...], data: st.DataObject) -> None:
    cells = data.draw(programs(kinds))
    try:
        truth = snapshots(cells)[-1]
    except Raises:
        assume(False)
    for name in sorted(truth):
        analysis = analysis_of(*cells, f"r0 = {name}")
        kept = frozenset(analysis.slice_of(len(cells)))
        try:
            found = snapshots([*cells, f"r0 = {name}"], kept)[-1].get("r0")
        except Raises as error:
            found = str(error)
        assert found == truth[name], f"{name} needs more than cells {sorted(kept)}"


@given(data=st.data())
@settings(deadline=None, derandomize=True, max_examples=120)
def test_cells_outside_the_slice_of_a_part_do_not_change_it(data: st.DataObject) -> None:
    cells = data.draw(programs(("plain", "nested", "parts"), max_cells=10))
    try:
        truth = snapshots(cells)[-1]
    except Raises:
        assume(False)
    parts = [f"{name}['k']" for name in truth if name[0] == "d"] + [f"{name}.items" for name in truth if name[0] == "b"]
    assume(parts)
    for part in parts:
        reading = (*cells, f"r0 = list({part})")
        kept = frozenset(analysis_of(*reading).slice_of(len(cells)))
        try:
            found = snapshots(reading, kept)[-1].get("r0")
        except Raises as error:
            found = str(error)
        assert found == snapshots(reading)[-1]["r0"], f"{part} needs more than cells {sorted(kept)}"


_LOADED = "import itertools, json, random\nimport pandas as pd\ndf = pd.read_csv('a.csv')\ndata = json.load(open('x'))"


@pytest.mark.parametrize(
    "share",
    [
        "rows = [row for row in data]",
        "rows = []\nfor row in data:\n    rows.append(row)",
        "rows = list(data)",
        "rows = sorted(data, key=len)[:3]",
        "rows = [max(data)]",
        "rows, *rest = data",
        "rows = random.sample(data, 2)",
        "rows = data + []",
        "rows = {**data}",
        "rows = []\nrows += data",
        "rows = []\nrows.extend(data)",
        "rows = {row['id']: row for row in data}",
        "rows = [value for key, value in data.items()]",
        "rows = list(itertools.islice(data, 2))",
        "rows = sum([data], [])",
    ],
)
def test_what_is_taken_from_loaded_data_is_still_a_part_of_it(share: str) -> None:
    assert (2, 3, "data", "alias") in edges(_LOADED, share, "rows[0]['x'] = 1", "print(data)")


@pytest.mark.parametrize(
    ("data", "change"),
    [
        ("json.load(open('x'))", "for row in data:\n    row['x'] = 1"),
        ("json.load(open('x'))", "for row in data['rows']:\n    row['x'] = 1"),
        ("json.load(open('x'))", "[row.update(x=1) for row in data]"),
        ("df.to_dict('records')", "for row in data:\n    row['x'] = 1"),
        ("{key: part for key, part in df.groupby('a')}", "for part in data.values():\n    part['x'] = 1"),
        ("dict(list(df.groupby('a')))", "for key, part in data.items():\n    part['x'] = 1"),
        ("pd.read_html('u')", "for table in data:\n    table['x'] = 1"),
        ("pd.read_excel('a.xlsx', sheet_name=None)", "for table in data.values():\n    table['x'] = 1"),
    ],
)
def test_a_loop_changes_what_it_goes_through(data: str, change: str) -> None:
    assert (1, 2, "data", "alias") in edges(f"{_LOADED}\ndata = {data}", change, "print(data)")


@pytest.mark.parametrize(
    ("cell", "is_change"),
    [
        ("x.adjust()\nprint(1)", True),
        ("x.adjust();", True),
        ("x.build()", True),
        ("x.set_speed(1)", True),
        ("x.adjust()", False),
        ("x.counts.plot.pie()\nprint(1)", False),
        ("figure, axes = tools.draw(x)\nfigure.set_width(7)\nprint(1)", False),
    ],
)
def test_method_of_something_unknown_is_a_likely_change_unless_its_value_is_shown(cell: str, is_change: bool) -> None:
    found = edges("import tools\nx = tools.make()", cell, "y = x")
    assert ((1, 2, "x", "mutation") in found or (1, 2, "x", "alias") in found) is is_change
