"""What one cell is and does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nb2pipe.analysis import analyze
from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.notebook import OutputKind, SavedOutput
from nb2pipe.syntax import parse_notebook
from tests.support.notebooks import CellText, analysis_of, make_notebook


def facts(*cells: CellText) -> CellFacts:
    """Facts of the last cell."""
    return analysis_of(*cells).cells[-1]


def effects(*cells: CellText) -> set[tuple[EffectKind, str]]:
    return {(effect.kind, effect.target) for effect in facts(*cells).effects}


@pytest.mark.parametrize(
    ("source", "defs", "refs"),
    [
        ("x = 1", {"x"}, set()),
        ("x = y", {"x"}, {"y"}),
        ("x = len(y)", {"x"}, {"y"}),
        ("import numpy as np\nfrom os import path", {"np", "path"}, set()),
        ("x = 1\ny = x", {"x", "y"}, set()),
        ("x += 1", {"x"}, {"x"}),
        ("z = [v for v in y]", {"z"}, {"y"}),
        ("def f(a):\n    return a + b", {"f"}, set()),
        ("def f(a):\n    return a + b\nz = f(1)", {"f", "z"}, {"b"}),
        ("def f(a=d):\n    pass", {"f"}, {"d"}),
        ("class C(B):\n    k = v", {"C"}, {"B", "v"}),
        ("for i in y:\n    pass", {"i"}, {"y"}),
        ("with open(p) as h:\n    t = h.read()", {"h", "t"}, {"p"}),
        ("a, (b, *c) = y", {"a", "b", "c"}, {"y"}),
        ("x = (n := y)", {"x", "n"}, {"y"}),
        ("y['a'] = 1", set(), {"y"}),
        ("y.a = 1", set(), {"y"}),
        ("t = f'{y}'", {"t"}, {"y"}),
        ("f = lambda v: v + y", {"f"}, set()),
        ("z = (lambda v: v + y)(1)", {"z"}, {"y"}),
    ],
)
def test_cell_defines_and_refers_to(source: str, defs: set[str], refs: set[str]) -> None:
    found = facts(source)
    assert (set(found.defs), set(found.refs)) == (defs, refs)


@pytest.mark.parametrize(
    ("value", "change"),
    [
        ("{}", "v['a'] = 1"), ("object()", "v.a = 1"), ("[]", "v.append(1)"), ("{}", "del v['a']"), ("{}", "v.update(a=1)"),
        ("{'a': {}}", "v['a']['b'] = 1"), ("[[]]", "v[0].append(1)"), ("[2, 1]", "v.sort()"),
        ("object()", "v.a.b = 1"), ("object()", "setattr(v, 'a', 1)"), ("[]", "for i in range(2):\n    v.append(i)"),
        ("[1]", "v[:] = []"), ("[1]", "list.append(v, 1)"), ("[1]", "import random\nrandom.shuffle(v)"),
        ("[1]", "import heapq\nheapq.heappush(v, 1)"), ("[1]", "v[0], w = 1, 2"), ("[1]", "for v[0] in range(2): pass"),
        ("{}", "v.setdefault('a', 1)"), ("[1]", "w = v.pop()"), ("object()", "del v.a"), ("[1]", "[v.append(i) for i in range(2)]"),
    ],
)  # fmt: skip
def test_change_of_an_object_is_a_new_version_of_its_name(value: str, change: str) -> None:
    write = facts(f"v = {value}", change).writes.get("v")  # type: ignore[call-overload]  # a plain name
    assert write is not None
    assert write.passes


@pytest.mark.parametrize(
    "change",
    ["df['x'] = 1", "df.loc[0, 'a'] = 1", "df.iloc[0] = 1", "df.drop(columns='a', inplace=True)", "df.insert(0, 'b', 1)",
     "df.columns = ['q']", "df.pop('a')", "del df['a']", "df.rename(columns={}, inplace=True)", "df.at[0, 'a'] = 1"],
)  # fmt: skip
def test_frames_are_changed_in_place(change: str) -> None:
    assert facts("import pandas as pd\ndf = pd.DataFrame({'a': [1]})", change).mutates == ("df",)


@pytest.mark.parametrize(
    "use",
    ["df.head()", "df.drop(columns='a')", "df.sort_values('a')", "x = df['a'] + 1", "df.describe()", "x = df.copy()\nx['b'] = 1",
     "df.to_csv('x.csv')", "df.groupby('a').sum()", "x = df.assign(b=1)", "len(df)"],
)  # fmt: skip
def test_frames_are_not_changed_by_methods_that_give_new_ones(use: str) -> None:
    found = facts("import pandas as pd\ndf = pd.DataFrame({'a': [1]})", use)
    assert "df" not in found.mutates
    assert "df" not in found.writes


def test_fit_changes_the_model_and_predict_does_not() -> None:
    head = "from sklearn.linear_model import Ridge\nm = Ridge()"
    assert facts(head, "m.fit([[1]], [1])").mutates == ("m",)
    assert not facts(head, "m.fit([[1]], [1])", "m.predict([[1]])").mutates


def test_function_that_changes_its_argument_changes_the_callers_variable() -> None:
    assert facts("def f(xs):\n    xs.append(1)", "a = []", "f(a)").mutates == ("a",)


def test_function_that_changes_a_global_is_a_change_in_the_cell_that_calls_it() -> None:
    cells = ("log = []", "def f():\n    log.append(1)", "f()")
    assert not analysis_of(*cells).cells[1].mutates
    assert facts(*cells).mutates == ("log",)


def test_global_statement_binds_in_the_cell_that_calls() -> None:
    found = analysis_of("n = 0", "def f():\n    global n\n    n += 1", "f()")
    assert found.cells[1].defs == ("f",)
    assert found.cells[2].defs == ("n",)


def test_deleted_name_is_no_longer_there() -> None:
    found = analysis_of("x = 1", "del x", "y = x").cells
    assert found[1].deletes == ("x",)
    assert found[2].reads["x"].producer is None  # type: ignore[index]  # a plain name
    assert found[2].reads["x"].deleted_in == 1  # type: ignore[index]


def test_name_bound_on_one_path_only_is_not_certain() -> None:
    cells = analysis_of("x = 1", "if c:\n    x = 2\nelse:\n    y = 1", "if c:\n    z = 1\nelse:\n    z = 2").cells
    assert not cells[1].writes["x"].certain  # type: ignore[index]
    assert cells[1].writes["x"].passes  # type: ignore[index]
    assert cells[2].writes["z"].certain  # type: ignore[index]


@pytest.mark.parametrize(
    "block", ["for i in y:\n    x = i", "while y:\n    x = 1", "try:\n    x = y\nexcept E:\n    pass"]
)
def test_name_bound_in_a_loop_or_try_may_be_unbound_later(block: str) -> None:
    assert facts(block, "z = x").reads["x"].maybe_unbound  # type: ignore[index]


@pytest.mark.parametrize(
    ("source", "kind", "target"),
    [
        ("import pandas as pd\ndf = pd.read_csv('a.csv')", EffectKind.READ_FILE, "a.csv"),
        ("import pandas as pd\npd.DataFrame().to_csv('b.csv')", EffectKind.WRITE_FILE, "b.csv"),
        ("t = open('a.txt').read()", EffectKind.READ_FILE, "a.txt"),
        ("with open('a.txt', 'w') as h:\n    h.write('x')", EffectKind.WRITE_FILE, "a.txt"),
        ("from pathlib import Path\nt = Path('a.txt').read_text()", EffectKind.READ_FILE, "a.txt"),
        ("import numpy as np\nnp.random.seed(1)", EffectKind.SEED, "numpy"),
        ("import numpy as np\nx = np.random.rand(2)", EffectKind.DRAW, "numpy"),
        ("import random\nrandom.seed(1)", EffectKind.SEED, "python"),
        ("from random import choice\nx = choice([1])", EffectKind.DRAW, "python"),
        ("import pandas as pd\npd.set_option('display.precision', 2)", EffectKind.SET_OPTION, "pandas"),
        ("import pandas as pd\npd.options.display.precision = 2", EffectKind.SET_OPTION, "pandas"),
        ("import os\nos.chdir('d')", EffectKind.CHANGE_DIRECTORY, "d"),
        ("import os\nos.environ['A'] = '1'", EffectKind.SET_ENVIRONMENT, "A"),
        ("import os\nx = os.environ['A']", EffectKind.READ_ENVIRONMENT, "A"),
        ("import sys\nsys.path.append('lib')", EffectKind.SEARCH_PATH, ""),
        ("print(1)", EffectKind.SHOW, "builtins.print"),
        ("x = input()", EffectKind.INPUT, "input"),
        ("get_ipython()", EffectKind.IPYTHON, ""),
    ],
)
def test_effect_is_seen(source: str, kind: EffectKind, target: str) -> None:
    found = effects(source)
    assert any(k is kind and (not target or target in t) for k, t in found), found


@pytest.mark.parametrize("source", ["exec('x = 1')", "eval('x')", "globals()['x'] = 1", "locals()"])
def test_code_that_reaches_unseen_names_is_dynamic(source: str) -> None:
    assert EffectKind.DYNAMIC in {kind for kind, _ in effects(source)}


def test_generator_with_a_seed_of_its_own_is_no_global_state() -> None:
    found = effects("import numpy as np\nrng = np.random.default_rng(1)\nx = rng.normal()")
    assert not {EffectKind.SEED, EffectKind.DRAW} & {kind for kind, _ in found}


def test_split_draws_unless_it_is_given_a_state() -> None:
    head = "from sklearn.model_selection import train_test_split\n"
    assert (EffectKind.DRAW, "numpy") in effects(head + "a, b = train_test_split([1, 2])")
    assert (EffectKind.DRAW, "numpy") not in effects(head + "a, b = train_test_split([1, 2], random_state=1)")


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        (("x = 1", ["step:data"]), Role.STEP),
        (("x = 1", ["parameters"]), Role.PARAMETERS),
        (("x = 1", ["step:report"]), Role.REPORT),
        (("x = 1", ["step:skip"]), Role.SKIP),
        ("import os", Role.IMPORT),
        ("def f():\n    pass", Role.DEFINITION),
        ("SIZE = 3", Role.DEFINITION),
        ("pd.read_csv('a.csv').head()", Role.REPORT),
        ("fig.show()", Role.REPORT),
        ("print(1)", Role.REPORT),
        ("x = [1]\nx.append(2)", Role.UNTAGGED),
        ("#md text", Role.REPORT),
        (("x = 1", ["mine"]), Role.DEFINITION),
        ("import matplotlib as mpl\nmpl.rc('font', size=3)", Role.IMPORT),
        (
            "import matplotlib.pyplot as plt\ndef draw():\n    plt.rc('font', size=3)\n    plt.plot()\ndraw()",
            Role.REPORT,
        ),
    ],
)
def test_role_follows_the_tag_or_what_the_cell_does(cell: CellText, role: Role) -> None:
    assert facts(cell).role is role


def test_function_class_import_and_value_are_told_apart() -> None:
    found = facts("import os", "def f(): pass", "class A: pass", "g = lambda: 1", "x = 1", "(os, f, A, g, x)")
    kinds = {name: read.binding for name, read in found.reads.items()}
    assert kinds == {
        "os": BindingKind.IMPORT, "f": BindingKind.DEFINITION, "A": BindingKind.DEFINITION, "g": BindingKind.DEFINITION,
        "x": BindingKind.VALUE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("x = (v for v in [1])", "generator"),
        ("x = open('a')", "file"),
        ("import threading\nx = threading.Lock()", "lock"),
        ("from types import MappingProxyType\nx = {'a': MappingProxyType({'b': 1})}", "view of a dict"),
        ("from lxml import etree\nx = etree.fromstring('<a/>').findall('b')", "tree of lxml"),
        ("import duckdb\nx = duckdb.sql('select 1')", "relation"),
    ],
)
def test_value_that_no_process_can_hand_on_is_known(source: str, what: str) -> None:
    assert any(what in problem.what for problem in facts(source).writes["x"].uncrossable)  # type: ignore[index]


@pytest.mark.parametrize(
    "value",
    [
        "list(map(lambda n: n + 1, [1]))", "list(filter(None, iter('ab')))", "sorted(map(int, open('a')))",
        "dict(zip(iter('ab'), (n for n in 'cd')))", "list(enumerate(n for n in 'ab'))", "list(pairs(open('a')))",
        "[*pairs('ab')]", "max(map(int, iter('12')))", "set(pairs(iter('ab')))",
    ],
)  # fmt: skip
def test_value_made_of_what_an_iterator_gives_does_not_hold_what_it_took_from(value: str) -> None:
    pairs = "def pairs(lines):\n    yield from zip(lines, map(str.upper, lines))\n"
    assert not facts(f"{pairs}x = {value}").writes["x"].uncrossable  # type: ignore[index]


@pytest.mark.parametrize(
    ("value", "is_same"),
    [
        ("list(each())", True),
        ("list(filter(None, each()))", True),
        ("[b for a, b in zip('ab', each())]", True),
        ("list(map(lambda row: 1, rows))", False),
    ],
)
def test_values_that_come_through_iterators_are_the_same_objects(value: str, *, is_same: bool) -> None:
    made = "class A: pass\nrows = [A(), A()]\ndef each():\n    yield from (row for row in rows)\n"
    found = analysis_of(f"{made}x = {value}\nx.sort()", "x[0].a = 1", "y = rows[0].a")
    assert any((edge.source, edge.target) == (1, 2) for edge in found.edges) == is_same


def test_uncrossable_part_of_a_value_is_named_by_its_path() -> None:
    (problem,) = facts("class C: pass\nx = C()\nx.log = open('a')").writes["x"].uncrossable  # type: ignore[index]
    assert problem.path == "x.log"


def test_statement_that_only_shows_is_a_display() -> None:
    statements = facts("xs = [1]", "xs\nxs.append(2)\nlen(xs)").statements
    assert [statement.is_display for statement in statements] == [True, False, True]


@pytest.mark.parametrize(
    ("body", "is_display"),
    [
        ("row = pd.DataFrame([x])\n    row['b'] = 1\n    return row", True),
        ("return ' '.join(str(each) for each in x if each not in log)", True),
        ("row = df.copy()\n    row['b'] = 1\n    return row", True),
        ("row = df\n    row['b'] = 1\n    return row", False),
        ("log.append(x)\n    return x", False),
        ("return {}.setdefault('a', log).append(x)", False),
        ("return list(map(log.append, x))", False),
    ],
)
def test_call_that_changes_only_what_it_has_made_is_a_display(body: str, is_display: bool) -> None:
    above = "import pandas as pd\nlog = []\ndf = pd.DataFrame({'a': [1]})"
    found = facts(above, f"def f(x):\n    {body}\nf([1])")
    assert found.statements[-1].is_display is is_display


@pytest.mark.parametrize(
    ("maker", "call"),
    [
        ("mapie.risk_control.Controller(1)", "x.calibrate(2)"),
        ("bambi.Model(1)", "x.predict(2)"),
        ("recordlinkage.Compare()", "x.string('a')"),
        ("pandas.read_csv('a.csv')", "x.ta.sma(length=10)"),
        ("bambi.scaler() + [bambi.Model(1)]", "x.fit(1)"),
    ],
)
def test_method_of_a_library_that_is_called_for_nothing_it_gives_is_no_display(maker: str, call: str) -> None:
    made = f"import bambi, mapie.risk_control, pandas, recordlinkage\nx = {maker}"
    assert not facts(made, f"{call}\nprint(1)").statements[0].is_display


@pytest.mark.parametrize(("kind", "is_display"), [(OutputKind.RESULT, True), (OutputKind.STREAM, False)])
def test_method_that_gave_nothing_to_show_when_the_notebook_was_saved_is_no_display(
    kind: OutputKind, *, is_display: bool
) -> None:
    notebook = make_notebook("import bambi\nmodel = bambi.Model(1)", "model.predict(2)", counts=[1, 2])
    asked = replace(notebook.cells[1], has_outputs=True, outputs=(SavedOutput(kind, "3"),))
    found = analyze(parse_notebook(replace(notebook, cells=(notebook.cells[0], asked))))
    assert found.cells[1].statements[0].is_display is is_display


@pytest.mark.parametrize("call", ["x.head()", "x.plot()", "x.summary()", "model.predict([[1]])"])
def test_what_looks_at_something_is_a_display_wherever_it_stands(call: str) -> None:
    made = "import some\nfrom sklearn.svm import SVC\nx = some.thing()\nmodel = SVC()"
    assert facts(made, f"{call}\nprint(1)").statements[0].is_display


@pytest.mark.parametrize(
    ("maker", "call", "is_display"),
    [
        ("statsmodels.api.OLS(1, 2).fit()", "x.ci_table()", True),
        ("mapie.risk_control.Controller(1)", "x.calibrate(2)", False),
        ("bambi.scaler() + [bambi.Model(1)]", "x.fit(1)", False),
        ("pandas.read_csv('a.csv')", "x.ta.sma(append=True)", False),
        ("pandas.read_csv('a.csv')", "x.ta.sma()", True),
    ],
)
def test_last_method_of_a_cell_may_change_what_a_library_that_is_less_known_has_made(
    maker: str, call: str, *, is_display: bool
) -> None:
    made = f"import bambi, mapie.risk_control, pandas, statsmodels.api\nx = {maker}"
    assert facts(made, call).statements[0].is_display is is_display


@pytest.mark.parametrize(
    ("maker", "call"),
    [
        ("queue.Queue()", "q.put(1)"),
        ("threading.Event()", "q.set()"),
        ("threading.Thread()", "q.start()"),
        ("threading.Lock()", "q.acquire()"),
    ],
)
def test_call_that_changes_a_lock_is_no_display(maker: str, call: str) -> None:
    assert not facts(f"import queue, threading\nq = {maker}", call).statements[0].is_display


@pytest.mark.parametrize(
    "source",
    [
        "N = 3",
        "import re\nP = re.compile('a', re.I | re.M)",
        "from pathlib import Path\nP = Path('data')",
        "from pathlib import Path\nP = Path('data') / 'raw' / 'x.csv'",
        "from pathlib import Path\nP = Path()",
        "import string\nP = str.maketrans('', '', string.punctuation)",
        "A = ['x']\nB = ['y', *A]\nC = A + B",
        "A = set('a an'.split())\nB = ' '.join(sorted(A | {'the'}))",
        "A = {'jan': 1}\nB = {number: name for name, number in A.items()}\nC = dict(zip(A, range(3)))",
        "import math\nP = f'{math.pi}' * len('ab')",
        "LIMIT: int = 3",
        "WIDTH, (LOW, HIGH) = 640, (0, 1)",
        "FIRST = LAST = 3",
        "Vector = list[float]",
        "from typing import Optional, Union\nNumber = Union[int, float]\nMaybe = Optional[Number]",
        "from collections.abc import Callable\nCall = Callable[[int, 'str'], None] | None",
        "type Vector = list[float]",
        "import pandas as pd\nFrame = pd.DataFrame",
        "Missing = KeyError",
        "from scipy import stats\nnorm = stats.norm",
        "import numpy as np\nEPS = np.finfo(float).eps",
        "from functools import partial\nimport numpy as np\nhalf = partial(np.multiply, 0.5)",
        "from pathlib import Path\nP = Path.cwd() / 'x.csv'",
        "def f(x):\n    return x\nclass A: pass\nP = {'f': f, 'a': A, 'half': lambda x: x / 2}",
        "import dataclasses as d\n@d.dataclass\nclass A:\n    n: int = 1\nP = A()",
        "N = 3\nclass A:\n    def __init__(self, n=N):\n        self.n = n\nP = A()",
        "class A:\n    k = 1\n    def __init__(self, n=1):\n        self.n = n\n        self.xs = [1]\na = A(2)",
        "from typing import NamedTuple\nclass A(NamedTuple):\n    n: int\na = A(2)",
    ],
)
def test_value_that_is_the_same_wherever_it_is_made_is_a_constant(source):
    assert facts(source).statements[-1].is_constant
    assert facts(source).role in (Role.DEFINITION, Role.IMPORT)


@pytest.mark.parametrize(
    "source",
    [
        "import os\nfrom pathlib import Path\nos.chdir('a')\nP = Path.cwd() / 'x.csv'",
        "class A:\n    def __init__(self):\n        self.rows = open('a').read()\nP = A()",
        "class A:\n    def __init__(self):\n        A.made = 1\nP = A()",
        "class B:\n    def __init__(self):\n        print(1)\nclass A(B): pass\nP = A()",
        "import time\nclass A:\n    now = time.time()\nP = A()",
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    n: int = 1\nP = A()\nP.n = 2",
        "from pathlib import Path\nP = Path(folder)",
        "from datetime import datetime\nP = datetime.now()",
        "P = open('x').read()",
        "A = set('a an'.split())\nP = list(A)",
        "A = frozenset('ab')\nP = ['x', *A]",
        "A = {'a'}\nP = [each for each in A]",
        "A = {'a'}\nB = A | {'b'}\nP = ' '.join(B)",
        "A = {'a': {'b'}}\nP = tuple(A['a'])",
        "A = {'a'}\nP = dict(zip(A, range(1)))",
        "A = {'a'}\nP = sorted(enumerate(A))",
        "A = ['b', 'a']\nP = sorted(A, key=rank)",
        "A = [1]\nP = A",
        "A = [1]\nA.append(2)\nP = A + [3]",
        "P = zip('ab', 'cd')",
        "P = {'a': 1}.keys()",
        "P = (each for each in 'ab')",
        "def len(x):\n    return x\nP = len('a')",
        "import tools as re\nP = re.compile('a')",
        "import random\nP = random.random()",
        "import pandas as pd\nP = [1]\nP = pd.Series(P).astype(float)",
        "HAS = False\ntry:\n    import torch\n    HAS = True\nexcept ImportError:\n    pass\nP = [HAS, not HAS]",
        "A = 1\nA += 1\nP = A + 1",
        "rows = [1, 2]\nfirst = rows[0]",
        "LIMIT: int",
        "A, B = [1], [2]\nA.append(3)\nA, B = B, A",
        "A = B = []\nB.append(1)\nC = D = A",
        "def list(x):\n    return x\nVector = list[float]",
        "import numpy as np\nnp.log = np.exp\nlog = np.log",
        "import pandas as pd\nOPTIONS = pd.options",
        "import tools\nread = tools.read",
        "import sys\nout = sys.stdout",
        "import numpy as np\ny = np.array([3, 4])",
    ],
)
def test_value_that_depends_on_where_it_is_made_is_no_constant(source):
    assert not facts(source).statements[-1].is_constant


def test_looking_at_an_own_model_does_not_fit_it():
    head = (
        "from sklearn.utils.validation import check_is_fitted\nfrom sklearn.model_selection import cross_val_score\n"
        "seen = []\nclass Own:\n    def fit(self, X):\n        seen.append(X)"
    )
    assert facts(head, "check_is_fitted(Own())").mutates == ()
    assert facts(head, "cross_val_score(Own(), [[1]])").mutates == ("seen",)
