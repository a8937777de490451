"""Every fix is tested by its rule's examples: what comes out, that nothing is left to fix, that both compute the same."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from nb2pipe.analysis import analyze
from nb2pipe.hazards import RULES, apply_fixes, choose_fixable, find_hazards
from nb2pipe.hazards.fixing import offset_of
from nb2pipe.hazards.rule import Example, Rule
from nb2pipe.model.findings import Edit, Finding, Fix, Position, Severity, Span
from nb2pipe.model.ids import CellId, RuleCode
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.service.fixing import fix_rounds
from nb2pipe.syntax import parse_notebook
from nb2pipe.workspace.exports import star_exports
from tests.support.forks import ForkServer
from tests.support.jobs import run_cells
from tests.support.notebooks import make_notebook


@cache
def exports_of_installed() -> dict[str, frozenset[str]]:
    import sys

    return star_exports(["math", "numpy", "matplotlib.pylab"], root=Path("/nowhere"), python=sys.executable)


def find(notebook: Notebook, *select: str) -> tuple[Finding, ...]:
    parsed = parse_notebook(notebook)
    exports = exports_of_installed()
    return find_hazards(
        parsed, analyze(parsed, star_exports=exports), select=select, star_exports=exports, folder="/home/me/project"
    )


def fixed(notebook: Notebook, *select: str, unsafe: bool = False) -> Notebook:
    return fix_rounds(notebook, lambda current: find(current, *select), unsafe=unsafe)[0]


def notebook_of(example: Example) -> Notebook:
    cells = (Cell(i, CellId(f"c{i}"), CellType.CODE, item.source, item.tags) for i, item in enumerate(example))
    return Notebook("nb.ipynb", tuple(cells))


def _examples(kind: str = "FIXED") -> list[object]:
    return [
        pytest.param(rule, *pair, id=f"{rule.code}-{number}")
        for rule in RULES.values()
        for number, pair in enumerate(getattr(rule, kind))
    ]


def test_there_are_rules_with_fixes() -> None:
    assert sum(bool(rule.FIXED) for rule in RULES.values()) >= 8


@pytest.mark.parametrize(("rule", "before", "after"), _examples())
def test_fix_makes_what_the_example_says(rule: Rule, before: Example, after: Example) -> None:
    found = find(notebook_of(before), rule.code)
    assert found
    assert all(finding.fixable for finding in found)
    assert fixed(notebook_of(before), rule.code).cells == notebook_of(after).cells


@pytest.mark.parametrize(("rule", "before", "after"), _examples())
def test_fixed_notebook_has_nothing_left_to_fix(rule: Rule, before: Example, after: Example) -> None:
    assert find(notebook_of(after), rule.code) == ()


@pytest.mark.parametrize(("rule", "before", "after"), _examples("UNSAFE_FIXED"))
def test_unsafe_fix_is_made_only_if_asked_for(rule: Rule, before: Example, after: Example) -> None:
    notebook = notebook_of(before)
    assert any(finding.fix is not None and not finding.fixable for finding in find(notebook, rule.code))
    assert fixed(notebook, rule.code) == notebook
    assert fixed(notebook, rule.code, unsafe=True).cells == notebook_of(after).cells
    assert not [finding for finding in find(notebook_of(after), rule.code) if finding.fix is not None]


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    with ForkServer(tmp_path_factory.mktemp("ipython")) as server:
        yield server


@pytest.mark.parametrize(("rule", "before", "after"), _examples())
def test_fixed_notebook_computes_the_same(
    rule: Rule, before: Example, after: Example, forks: ForkServer, tmp_path: Path
) -> None:
    parsed = parse_notebook(notebook_of(before))
    names = sorted({name for facts in analyze(parsed).cells for name in facts.defs})
    renamed = [f"{name}_" for name in names]
    runs = [
        forks.run(run_cells, [(cell.source, ()) for cell in example], [*names, *renamed], "True", folder=tmp_path)
        for example in (before, after)
    ]
    assert [run.raised for run in runs] == ["", ""]
    old, new = (run.values for run in runs)
    assert {name: old.get(name) for name in names} == {name: new.get(name, new.get(f"{name}_")) for name in names}


@pytest.mark.parametrize(
    "cells",
    [
        ("from math import *", "exec(input_code)"),
        ("from math import *", "x = = 1"),
        ("from math import *", "%run other.py"),
        ("from math import *", "import pandas as pd\ndf = pd.DataFrame()\ntext = 'a' + x\ndf.query(text)"),
        ("from no_such_module import *\nx = a",),
        ("math = 1\nfrom math import *",),
        # The names behind the star are not all of the name's meanings.
        ("x = list((1, 2))\nlist = [1]",),
        ("list = [1]", "del list\nx = list()"),
        ("if cond:\n    list = [1]", "x = list"),
        ("def f():\n    return list(())", "list = [1]"),
        ("list = [1]", "def f(list):\n    return list"),
        ("list = [1]\nlist_ = 2",),
        ("list = [1]", "x = f'{list=}'"),
        ("list = [1]", "def f():\n    global list\n    list = 2"),
        ("list = [1]", "!echo {list}"),
        ("list = [1]", "y = [list for list in range(3)]"),
        ("!pip install x && touch y",),
        ("!sudo apt install graphviz",),
        ("ip = get_ipython()",),
        ("get_ipython().system(command)",),
        ("get_ipython().system('ls')  # why",),
        ("def f():\n    get_ipython().system('ls')",),
        ("x = 1; get_ipython().system('ls')",),
        ("x = 1\nget_ipython().run_cell_magic('time', '', 'y = 1')",),
        ("list = [1]", "x = vars().get('list')"),
        ("list = [1]", 'def f():\n    """>>> list"""\n    return 1'),
        ("list = [1]", "def f(x: 'list'): ..."),
        ("%pylab inline", "exec(code)"),
        # A magic would be told the semicolon, or go on in the next line.
        ("get_ipython().run_line_magic('env', 'A=1');\nx = 1",),
        ("get_ipython().run_line_magic('env', 'A=b\\\\')\nx = 1",),
        ("get_ipython().system('!ls')\nget_ipython().system('')",),
    ],
)
def test_what_is_not_sure_to_mean_the_same_is_not_fixable(cells: tuple[str, ...]) -> None:
    assert [f for f in find(make_notebook(*cells), "NB2", "NB4") if f.fixable] == []


@pytest.mark.parametrize("cell", ["%%writefile m.py\n", "%%bash\n", "%env A=1  "])
def test_comment_that_is_text_for_a_magic_stays(cell: str) -> None:
    found = find(make_notebook(f"{cell}# nb2pipe: ignore[]", f"{cell}# nb2pipe: ignore[NB305] why"), "NB0")
    assert [(f.code, f.fixable) for f in found] == [("NB003", False), ("NB004", False)]


@pytest.mark.parametrize(
    "cells",
    [
        ("import math", "import sys\nsys.path.insert(0, 'own')", "import thing"),
        ("import math", "%%writefile thing.py\nx = 1", "import thing"),
        ("import math", "!pip install thing", "import thing"),
        ("import math\ndef sin(x):\n    return 1", "y = sin(2)", "from math import sin"),
        ("import math", "x = sum([1])", "from numpy import sum"),
        ("import math", "from math import *"),
    ],
)
def test_import_stays_where_moving_it_could_make_a_difference(cells: tuple[str, ...]) -> None:
    changed = fixed(make_notebook(*cells), "NB106", unsafe=True)
    assert changed.cells[-1].source == cells[-1]


@pytest.mark.parametrize("code", ["s = {'a', 1}\nx = list(s)", "x = list({'a', None})", "x = [y for y in {'a', 2}]"])
def test_set_of_several_kinds_is_sorted_by_their_texts(code: str) -> None:
    (found,) = find(make_notebook(code), "NB312")
    assert found.fix is not None
    assert ", key=str)" in found.fix.edits[0].text


SPLIT = "from sklearn.model_selection import train_test_split as tts, KFold\na, b = tts(x"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s.resample('D')\n" + SPLIT + ")", "s.resample('D')\n" + SPLIT + ", random_state=0)"),
        (
            "def shuffle(x): ...\nshuffle(x)\n" + SPLIT + ")",
            "def shuffle(x): ...\nshuffle(x)\n" + SPLIT + ", random_state=0)",
        ),
        (SPLIT + "\n  # why\n)", SPLIT + ", random_state=0\n  # why\n)"),
        (SPLIT + ")\nKFold(2, shuffle=False)", SPLIT + ", random_state=0)\nKFold(2, shuffle=False)"),
        (SPLIT + ")\nKFold(2, shuffle=True)", SPLIT + ", random_state=0)\nKFold(2, shuffle=True, random_state=0)"),
        ("import numpy.random as nr\nx = nr.rand(2)", "import numpy.random as nr\nnr.seed(0)\nx = nr.rand(2)"),
        (
            "import random\n@f\ndef g(x=random.random()): ...",
            "import random\nrandom.seed(0)\n@f\ndef g(x=random.random()): ...",
        ),
    ],
)
def test_seed_is_given_to_what_takes_one(before: str, after: str) -> None:
    assert fixed(make_notebook(before), "NB301", unsafe=True).cells[0].source == after


def test_models_in_models_all_get_a_state() -> None:
    imports = "from sklearn.ensemble import BaggingClassifier\nfrom sklearn.tree import DecisionTreeClassifier\n"
    notebook = make_notebook(f"{imports}m = BaggingClassifier(DecisionTreeClassifier()).fit(x, y)")
    assert (
        fixed(notebook, "NB301", unsafe=True)
        .cells[0]
        .source.endswith("m = BaggingClassifier(DecisionTreeClassifier(random_state=0), random_state=0).fit(x, y)")
    )


def test_fix_that_breaks_its_cell_is_not_made() -> None:
    notebook = make_notebook("x = 1")
    found = (finding_with(Fix("t", (edit(0, (1, 4), (1, 5), ""),))),)
    assert fix_rounds(notebook, lambda current: found if current == notebook else ()) == (notebook, (), 0)


@pytest.mark.parametrize("tags", [("step:banana",), ("step:",), ("step:data:a:b:",), ("step:Train", "step:data")])
def test_tag_that_may_mean_several_is_not_fixable(tags: tuple[str, ...]) -> None:
    found = find(make_notebook(("x = 1", tags)), "NB601")
    assert [f.fixable for f in found] == [tags == ("step:data:a:b:",)]


def test_star_keeps_names_of_functions_queries_and_other_scopes() -> None:
    notebook = make_notebook(
        "def f():\n    return pi", "from math import *", "e = 2\ny = e", "[tau for _ in ()]", "df.query('a > @inf')"
    )
    assert fixed(notebook, "NB207").cells[1].source == "from math import inf, pi, tau"


def test_star_keeps_names_that_only_magics_use() -> None:
    notebook = make_notebook("from math import *", "%timeit sqrt(2)\n%timeit -n 1 floor(3)")
    assert fixed(notebook, "NB207").cells[0].source == "from math import floor, sqrt"


def test_star_keeps_names_of_annotations_in_quotes() -> None:
    notebook = make_notebook("from math import *", "def f(x: 'list[tau]') -> 'pi': ...")
    assert fixed(notebook, "NB207").cells[0].source == "from math import pi, tau"


def test_long_list_of_names_stands_in_brackets() -> None:
    names = sorted(name for name in dir(math) if not name.startswith("_"))
    after = fixed(make_notebook("from math import *", f"x = [{', '.join(names)}]"), "NB207").cells[0].source
    assert after.startswith("from math import (\n    acos,\n")
    compile(after, "cell", "exec")


def test_suppressed_and_unselected_findings_are_not_fixed() -> None:
    notebook = make_notebook("from math import *  # nb2pipe: ignore[NB207] taught so\nx = pi", "from math import *")
    assert fixed(notebook, "NB3").cells == notebook.cells
    after = fixed(notebook, "NB207")
    assert after.cells[0] == notebook.cells[0]
    assert after.cells[1] != notebook.cells[1]


def edit(cell: int, start: tuple[int, int], end: tuple[int, int], text: str) -> Edit:
    return Edit(cell, Span(Position(*start), Position(*end)), text)


def finding_with(fix: Fix | None) -> Finding:
    return Finding(RuleCode("NB101"), "n", Severity.INFO, 0, Span(Position(1, 0), Position(1, 0)), "m", fix=fix)


def test_edits_of_one_cell_are_applied_together() -> None:
    fix = Fix("t", (edit(0, (1, 0), (1, 1), "long"), edit(0, (2, 4), (3, 0), "")))
    assert apply_fixes(make_notebook("a = 1\nb = 2\nc"), (fix,)).cells[0].source == "long = 1\nb = c"


def test_fixes_that_touch_are_not_chosen_together() -> None:
    fixes = [
        Fix("a", (edit(0, (1, 0), (1, 3), ""),)),
        Fix("b", (edit(0, (1, 3), (1, 4), ""),)),
        Fix("c", (edit(1, (1, 0), (1, 3), ""),)),
        Fix("d", (edit(0, (1, 5), (1, 6), ""),)),
    ]
    chosen = choose_fixable(finding_with(fix) for fix in [*fixes, None])
    assert [finding.fix.title for finding in chosen if finding.fix] == ["a", "c", "d"]


def test_offset_counts_code_points() -> None:
    assert offset_of("ä\n😀x", Position(2, 1)) == 3
