"""Values and displays that depend on the folder, the environment and the options of libraries."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_HEAD = "import os, sys, tempfile\nfrom pathlib import Path\nimport numpy as np\nimport pandas as pd\na, df = np.ones(3), pd.DataFrame()"


@pytest.mark.parametrize(
    ("change", "use"),
    [
        ("os.chdir('raw')", "x = os.getcwd()"),
        ("%cd -q raw", "x = Path.cwd()"),
        ("os.chdir('raw')", "x = os.path.abspath('a')"),
        ("os.chdir('raw')", "x = Path('a').resolve()"),
        ("%env STAGE=test", "x = !echo $STAGE"),
        ("os.environ['STAGE'] = 'test'", "x = 'STAGE' in os.environ"),
        ("os.environ['STAGE'] = 'test'", "x = {**os.environ}"),
        ("os.environ['STAGE'] = 'test'", "x = [*os.environ.items()]"),
        ("os.environ['STAGE'] = 'test'", "for x in os.environ:\n    pass"),
        ("os.environ['STAGE'] = 'test'", "x = os.path.expandvars('$STAGE/a')"),
        ("os.environ['STAGE'] = 'test'", "x = os.environ.pop('STAGE')"),
        ("os.environ['STAGE'] = 'test'", "del os.environ['STAGE']"),
        ("os.environ |= {'STAGE': 'test'}", "x = os.getenv('STAGE')"),
        ("os.environ['HOME'] = 'raw'", "x = Path.home()"),
        ("os.makedirs('raw/2024')", "os.chdir('raw')"),
        ("tempfile.tempdir = 'raw'", "x = tempfile.gettempdir()"),
        ("sys.path += ['lib']", "import helpers"),
        ("sys.path.append('lib')", "x = 'lib' in sys.path"),
        ("sys.path[:0] = ['lib']", "from helpers import x"),
        ("sys.path.remove('lib')", "import helpers"),
        ("sys.path = ['lib', *sys.path]", "x = __import__('helpers')"),
        ("sys.modules['helpers'] = tempfile", "import helpers"),
        ("sys.modules.update(helpers=tempfile)", "import helpers"),
        ("np.set_printoptions(precision=2)", "x = str(a)"),
        ("np.set_printoptions(precision=2)", "x = f'{a}'"),
        ("np.set_printoptions(precision=2)", "x = print(a)"),
        ("pd.set_option('display.max_rows', 5)", "df"),
        ("pd.set_option('display.max_rows', 5)", "display(df)"),
    ],
)
def test_what_the_process_decides_comes_from_the_cell_that_sets_it(change: str, use: str) -> None:
    assert 1 in analysis_of(_HEAD, change, use).slice_of(2)


@pytest.mark.parametrize(
    ("head", "change", "use"),
    [
        ("import numpy as np", "np.seterr(all='raise')",
         "try:\n    x = np.ones(1) / 0\nexcept FloatingPointError:\n    x = 0"),
        ("import sys\ndef f(n): return n and f(n - 1)", "sys.setrecursionlimit(5000)", "x = f(3000)"),
        ("import codecs", "codecs.register_error('stars', lambda e: ('*', e.end))", "x = 'é'.encode('ascii', 'stars')"),
        ("from collections.abc import Sized\nclass A: pass", "Sized.register(A)", "x = isinstance(A(), (int, Sized))"),
        ("import os\nfrom unittest.mock import patch", "patch('os.getcwd', lambda: '/').start()", "x = os.getcwd()"),
        ("import os\nfrom unittest.mock import patch", "patch('os.getcwd').start()\npatch.stopall()", "x = os.getcwd()"),
        ("import asyncio, nest_asyncio\nasync def f(): return 1", "nest_asyncio.apply()", "x = asyncio.run(f())"),
        ("import nltk\nfrom nltk.corpus import stopwords", "nltk.download('stopwords')", "x = stopwords.words('english')"),
        ("from pycaret.regression import compare_models, setup", "setup([1], target=0)", "x = compare_models()"),
        ("import mlflow", "mlflow.start_run()", "x = mlflow.active_run()"),
        ("import datetime, locale", "locale.setlocale(locale.LC_TIME, '')", "x = datetime.date(2024, 1, 1).strftime('%B')"),
    ],
)  # fmt: skip
def test_setting_decides_what_code_raises_or_gives(head: str, change: str, use: str) -> None:
    assert analysis_of(head, change, use).slice_of("x") == (0, 1, 2)


def test_handler_of_other_errors_depends_on_no_setting() -> None:
    use = "try:\n    x = 1 / a[0]\nexcept ZeroDivisionError:\n    x = 0"
    assert 1 not in analysis_of(_HEAD, "np.set_printoptions(precision=2)", use).slice_of(2)


def test_number_that_is_shown_depends_on_no_option() -> None:
    assert 1 not in analysis_of(_HEAD, "np.set_printoptions(precision=2)", "x = str(3)").slice_of(2)


def test_variable_that_is_asked_for_alone_depends_on_no_other() -> None:
    cells = analysis_of(_HEAD, "os.environ['STAGE'] = 'test'", "x = 'PATH' in os.environ")
    assert cells.slice_of("x") == (0, 2)


def test_variable_that_is_set_where_there_is_none_comes_from_the_cell_above_as_well() -> None:
    cells = analysis_of(_HEAD, "os.environ['K'] = '1'", "os.environ.setdefault('K', '2')", "x = os.environ['K']")
    assert cells.slice_of("x") == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("change", "use"),
    [
        ("np.f = f", "x = np.f(a)"),
        ("np.sqrt = f", "from numpy import sqrt\nx = np.sqrt(a)"),
        ("pd.DataFrame.f = f", "x = df.f()"),
        ("import builtins\nbuiltins.print = f", "print(a)"),
    ],
)
def test_function_that_the_notebook_puts_into_a_library_does_what_it_says(change: str, use: str) -> None:
    head = f"{_HEAD}\nseen, k = [], 1\ndef f(value):\n    seen.append(k)\n    return value"
    cells = analysis_of(head, change, "k = 2", use, "y = len(seen)")
    assert cells.slice_of("y") == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("decorator", "use"),
    [
        ("@pd.api.extensions.register_dataframe_accessor('geo')\n", "df.geo.note()"),
        ("pd.DataFrame.total = property(lambda df: seen.append(k))\n", "df.total"),
    ],
)
def test_accessor_and_property_of_a_table_do_what_they_say(decorator: str, use: str) -> None:
    body = "class Geo:\n    def __init__(self, df):\n        self.df = df\n    def note(self):\n        seen.append(k)"
    cells = analysis_of(f"{_HEAD}\nseen, k = [], 1", decorator + body, "k = 2", use, "y = len(seen)")
    assert cells.slice_of("y") == (0, 1, 2, 3, 4)


def test_value_that_the_notebook_keeps_in_a_library_is_one_object() -> None:
    cells = analysis_of("import math\nnotes = {}", "math.notes = notes", "math.notes['a'] = 1", "y = dict(notes)")
    assert cells.slice_of("y") == (0, 1, 2, 3)


@pytest.mark.parametrize("given", ["importlib.import_module('numpy')", "__import__('numpy.random')"])
def test_module_that_a_call_imports_is_that_module(given: str) -> None:
    cells = analysis_of(f"import importlib\nnp = {given}", "np.random.seed(1)", "x = np.random.rand()")
    assert cells.slice_of("x") == (0, 1, 2)
