"""State that several objects share, callbacks that are kept, files behind open handles: run whole and as a slice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough, value_after

_TREE = "import xml.etree.ElementTree as ET\nroot = ET.fromstring('<a><b/></a>')"
_WALK = """class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        while self.n:
            self.n -= 1
            yield self.n"""


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (["import numpy as np\na = np.eye(3)", "b = np.einsum('ii->i', a)", "b[:] = 7", "c = a.sum()"], "c"),
        (["import numpy as np\na = np.eye(3)", "b = np.einsum('ij->ji', a)", "a[0, 1] = 7", "c = b[1, 0]"], "c"),
        (["import pandas as pd, numpy as np\na = np.zeros(2)", "s = pd.Series([a, a])", "a[0] = 7", "c = s[1][0]"], "c"),
        (["import pandas as pd, numpy as np\na = np.zeros(2)\ns = pd.Series([a])", "s.iloc[0][1] = 7", "c = a.sum()"],
         "c"),
        (["import pandas as pd\nd = pd.DataFrame({'x': [None]}, dtype=object)\na = [1]", "d.at[0, 'x'] = a",
          "a.append(7)", "c = d['x'].iloc[0]"], "c"),
        (["import numpy as np\nbits = np.random.PCG64(1)\na = np.random.Generator(bits)",
          "b = np.random.Generator(bits)", "a.random()", "c = b.random()"], "c"),
        (["import numpy as np\na = np.random.default_rng(1)", "b = np.random.default_rng(a)", "b.random()",
          "c = a.random()"], "c"),
        (["from sklearn.utils import check_random_state as check\nimport numpy as np\na = np.random.RandomState(1)",
          "b = check(a)", "b.rand()", "c = a.rand()"], "c"),
        (["import itertools\na = [[1], [2]]", "b = itertools.chain.from_iterable(a)", "a[1].append(7)", "c = list(b)"],
         "c"),
        ([_WALK, "a = Countdown(3)", "next(iter(a))", "c = list(a)"], "c"),
        (["import weakref\nclass A: v = 1\na = A()", "b = weakref.proxy(a)", "b.v = 7", "c = a.v"], "c"),
        ([_TREE, "b = root.find('b')", "b.text = 'x'", "c = ET.tostring(root)"], "c"),
        ([_TREE, "for b in root.iter('b'):\n    b.set('k', 'x')", "c = ET.tostring(root)"], "c"),
    ],
)  # fmt: skip
def test_change_through_what_shares_state(cells: list[str], name: str) -> None:
    assert_slice_is_enough(cells, name)


@pytest.mark.parametrize(
    ("made", "kept", "used"),
    [
        ("from concurrent.futures import Future\na = Future()", "a.add_done_callback(seen.append)", "a.set_result(1)"),
        ("import contextlib\na = contextlib.ExitStack()", "a.callback(seen.append, 1)", "a.close()"),
        ("import sched\na = sched.scheduler()", "a.enter(0, 1, lambda: seen.append(1))", "a.run()"),
        ("import sqlite3\na = sqlite3.connect(':memory:')", "a.create_function('f', 1, seen.append)",
         "a.execute('select f(1)').fetchall()"),
    ],
)  # fmt: skip
def test_function_that_an_object_keeps_runs_when_the_object_is_used(made: str, kept: str, used: str) -> None:
    assert_slice_is_enough([f"seen = []\n{made}", kept, used, "c = len(seen)"], "c")


def test_function_that_a_database_keeps_looks_names_up_when_it_is_called() -> None:
    made = "import sqlite3\na = sqlite3.connect(':memory:')\nk = 1"
    query = "c = a.execute('select f(2)').fetchall()"
    assert_slice_is_enough([made, "a.create_function('f', 1, lambda v: v * k)", "k = 7", query], "c")


_WRITER = "class Writer:\n    def __init__(self):\n        self.rows = []\n    def write(self, text):\n        self.rows.append(text)"
_ENDS = "ended = []\nclass Ends:\n    def __del__(self):\n        ended.append(1)\na = Ends()"


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ([f"{_WRITER}\na = Writer()", "print('x', file=a)", "c = list(a.rows)"], "c"),
        ([_ENDS, "del a", "c = list(ended)"], "c"),
        (["import pandas as pd\na = pd.Series([1, 2])", "k = 3", "c = list(pd.eval('a * k'))", "k = 4"], "c"),
        (["import hashlib\na = hashlib.md5()", "b = a.copy()", "b.update(b'x')", "c = b.hexdigest()"], "c"),
    ],
)
def test_code_and_names_that_the_language_and_libraries_reach_for(cells: list[str], name: str) -> None:
    assert_slice_is_enough(cells, name)


def test_asking_for_a_hash_changes_nothing() -> None:
    cells = analysis_of("import hashlib\na = hashlib.md5()", "b = a.hexdigest()", "c = a.hexdigest()")
    assert cells.slice_of("c") == (0, 2)


def test_asynchronous_context_of_a_function_runs_where_it_is_entered() -> None:
    context = (
        "import asyncio, contextlib\nseen = []\n@contextlib.asynccontextmanager\nasync def entered():\n"
        "    seen.append('in')\n    yield 1\n    seen.append('out')"
    )
    main = "async def main():\n    async with entered() as v:\n        seen.append(v)"
    assert_slice_is_enough([context, main, "asyncio.run(main())", "c = list(seen)"], "c")


@pytest.mark.parametrize(
    ("opened", "written", "closed", "read"),
    [
        ("a = open('t', 'w')", "a.write('x')", "a.close()", "c = open('t').read()"),
        ("from pathlib import Path\na = Path('t').open('w')", "a.write('x')", "a.close()", "c = Path('t').read_text()"),
        ("a = {n: open(n, 'w') for n in ('t', 'u')}", "a['t'].write('x')", "for f in a.values():\n    f.close()",
         "c = open('t').read()"),
        ("import csv\nf = open('t', 'w')\na = csv.writer(f)", "a.writerow([1])", "f.close()", "c = open('t').read()"),
        ("import json\na = open('t', 'w')", "json.dump([1], a)", "a.close()", "c = json.load(open('t'))"),
        ("import shelve\na = shelve.open('t')", "a['k'] = 1", "a.close()", "c = shelve.open('t')['k']"),
        ("import sqlite3\na = sqlite3.connect('t')", "a.execute('create table x(v)')", "a.commit(); a.close()",
         "c = sqlite3.connect('t').execute('select count(*) from x').fetchall()"),
        ("import numpy as np\na = np.memmap('t', dtype='u1', mode='w+', shape=3)", "a[0] = 7", "a.flush()",
         "c = np.fromfile('t', dtype='u1')[0]"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_writing_to_an_open_file_writes_the_file(
    opened: str, written: str, closed: str, read: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = [opened, written, closed, read]
    values = []
    for folder, kept in (("whole", None), ("slice", analysis_of(*cells).slice_of("c"))):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        values.append(value_after(cells, "c", kept))
    assert values[0] == values[1]


def test_file_that_is_only_read_is_not_written() -> None:
    cells = analysis_of("a = open('t')", "b = a.read()", "c = open('t').read()")
    assert cells.slice_of("c") == (2,)
    assert not cells.cells[1].writes_files


def test_variables_of_the_environment_that_are_set_together_are_read_one_by_one() -> None:
    cells = analysis_of("import os", "os.environ.update(K='1')", "a = os.environ['K']")
    assert cells.slice_of("a") == (0, 1, 2)
