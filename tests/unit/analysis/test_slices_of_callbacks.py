"""Code of the notebook that a library calls counts where the library calls it: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "pipe": (
        "import pandas as pd\ndf=pd.DataFrame({'a':[1]})\ndef f(t,c='b'):\n    t[c]=1\n    return t",
        "u=df.pipe(f)",
        "u['c']=2",
        "r=list(df)",
    ),
    "pipe tuple": (
        "import pandas as pd\ndf=pd.DataFrame({'a':[1]})\ndef f(n,t):\n    t['b']=n\n    return t",
        "u=df.pipe((f,'t'),3)",
        "r=list(df)",
    ),
    "pipe copy": (
        "import pandas as pd\ndf=pd.DataFrame({'a':[1]})\ndef f(t):\n    return t.copy()",
        "u=df.pipe(f)",
        "u['b']=1",
        "r=list(df)",
    ),
    "json cls": (
        "import json\nlog=[]\nclass E(json.JSONEncoder):\n    def default(self,o):\n        log.append(1); return 1\nclass X: pass",
        "t=json.dumps(X(),cls=E)",
        "r=len(log)",
    ),
    "json default": (
        "import json\nlog=[]\ndef d(o):\n    log.append(1); return 1\nclass X: pass",
        "t=json.dumps(X(),default=d)",
        "r=len(log)",
    ),
    "json dump": (
        "import json,io\nlog=[]\nclass E(json.JSONEncoder):\n    def default(self,o):\n        log.append(1); return 1\nclass X: pass\nf=io.StringIO()",
        "json.dump({'a':X()},f,cls=E)",
        "r=len(log)",
    ),
    "json decoder": (
        "import json\nlog=[]\nclass D(json.JSONDecoder):\n    def decode(self,s):\n        log.append(s); return 1",
        "t=json.loads('1',cls=D)",
        "r=len(log)",
    ),
    "json hook": (
        "import json\nlog=[]",
        "t=json.loads('{\"a\":1}',object_hook=lambda o: log.append(1) or o)",
        "r=len(log)",
    ),
    "log handler": (
        "import logging\nlog=[]\nclass H(logging.Handler):\n    def emit(self,rec): log.append(rec.msg)\nlg=logging.getLogger('qq'); lg.addHandler(H()); lg.setLevel(10)",
        "lg.info('x')",
        "r=len(log)",
    ),
    "log handler2": (
        "import logging\nrecords=[]\nclass H(logging.Handler):\n    def emit(self,rec): records.append(rec.msg)",
        "lg=logging.getLogger('qq2')\nh=H()\nlg.addHandler(h)",
        "lg.warning('x')",
        "r=len(records)",
    ),
    "log handler root": (
        "import logging\nrecords=[]\nclass H(logging.Handler):\n    def emit(self,rec): records.append(rec.msg)",
        "h=H()\nlogging.getLogger().addHandler(h)",
        "logging.warning('x')",
        "r=len(records)",
        "logging.getLogger().removeHandler(h)",
    ),
    "log handler state": (
        "import logging\nclass H(logging.Handler):\n    def __init__(self):\n        super().__init__(); self.rs=[]\n    def emit(self,rec): self.rs.append(rec.msg)\nh=H()\nlg=logging.getLogger('qq3')\nlg.addHandler(h)",
        "lg.error('x')",
        "r=len(h.rs)",
    ),
    "log filter": (
        "import logging\nlog=[]\nclass F(logging.Filter):\n    def filter(self,rec): log.append(1); return True\nlg=logging.getLogger('q4'); lg.addFilter(F())",
        "lg.error('x')",
        "r=len(log)",
    ),
    "log formatter": (
        "import logging,io\nlog=[]\nclass F(logging.Formatter):\n    def format(self,rec): log.append(1); return 'x'\nlg=logging.getLogger('q5'); h=logging.StreamHandler(io.StringIO()); h.setFormatter(F()); lg.addHandler(h)",
        "lg.error('x')",
        "r=len(log)",
    ),
    "log handle stream": (
        "import logging,io\nbuf=io.StringIO()\nlg=logging.getLogger('q6'); h=logging.StreamHandler(buf); lg.addHandler(h)",
        "lg.error('x')",
        "r=buf.getvalue()",
    ),
    "ctxdec": (
        "import contextlib\nlog=[]\nclass T(contextlib.ContextDecorator):\n    def __enter__(self): log.append(1); return self\n    def __exit__(self,*a): log.append(2)\n@T()\ndef f(x): return x",
        "y=f(1)",
        "r=len(log)",
    ),
    "ctxdec2": (
        "from contextlib import ContextDecorator\nlog=[]\nclass T(ContextDecorator):\n    def __init__(self,n): self.n=n\n    def __enter__(self): log.append(self.n); return self\n    def __exit__(self,*a): log.append(2)\n@T('x')\ndef f(x): return x",
        "y=f(1)",
        "r=len(log)",
    ),
    "ctxdec fn": (
        "import contextlib\nlog=[]\n@contextlib.contextmanager\ndef t():\n    log.append(1)\n    yield\n    log.append(2)\n@t()\ndef f(x): return x",
        "y=f(1)",
        "r=len(log)",
    ),
    "ctxdec result": (
        "import contextlib\nlog=[]\nclass T(contextlib.ContextDecorator):\n    def __enter__(self): log.append(1); return self\n    def __exit__(self,*a): log.append(2)\nitems=[1]\n@T()\ndef f(): return items",
        "y=f()",
        "y.append(3)",
        "r=len(items)",
    ),
    "ex result": (
        "from concurrent.futures import ThreadPoolExecutor\nl=[1]\ndef f(x): return x\nex=ThreadPoolExecutor(1)",
        "y=ex.submit(f,l).result()",
        "y.append(2)",
        "r=len(l)",
    ),
    "ex result2": (
        "from concurrent.futures import ThreadPoolExecutor\nl=[1]\ndef f(x): return x",
        "with ThreadPoolExecutor(1) as ex:\n    fut=ex.submit(f,l)",
        "y=fut.result()",
        "y.append(2)",
        "r=len(l)",
    ),
    "ex map": (
        "from concurrent.futures import ThreadPoolExecutor\nls=[[1],[2]]\ndef f(x): return x",
        "with ThreadPoolExecutor(1) as ex:\n    ys=list(ex.map(f,ls))",
        "ys[0].append(2)",
        "r=len(ls[0])",
    ),
    "ex global": (
        "from concurrent.futures import ThreadPoolExecutor\nd={'a':[1]}\ndef f(x): return d[x]\nex=ThreadPoolExecutor(1)",
        "y=ex.submit(f,'a').result()",
        "y.append(2)",
        "r=len(d['a'])",
    ),
    "ex ascompleted": (
        "from concurrent.futures import ThreadPoolExecutor, as_completed\nls=[[1],[2]]\ndef f(x): return x",
        "ex=ThreadPoolExecutor(1)\nfs=[ex.submit(f,x) for x in ls]",
        "for fu in as_completed(fs): fu.result().append(3)",
        "r=len(ls[0])+len(ls[1])",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")


@pytest.mark.parametrize(
    "started",
    [
        "t = threading.Thread(target=work, args=(found, 1))",
        "t = threading.Thread(None, work, 'name', [found, 1])",
        "packed = [found]\npacked += [1]\nt = threading.Thread(target=work, args=packed)",
        "t = threading.Thread(target=work, args=(found,), kwargs={'x': 1})",
    ],
)
def test_a_thread_changes_what_it_hands_its_target(started: str) -> None:
    work = "import threading\nfound, other = [], []\ndef work(items, x):\n    items.append(x)\n    other.append(x)"
    cells = [work, started, "t.start()\nt.join()", "a = list(found)", "b = list(other)"]
    assert_slice_is_enough(cells, "a")
    assert_slice_is_enough(cells, "b")


def test_what_a_thread_puts_into_a_queue_is_no_thread() -> None:
    work = "import queue, threading\ndef work(q, x):\n    q.put(x * x)"
    start = "q = queue.Queue()\nt = threading.Thread(target=work, args=(q, 2))\nt.start()\nt.join()\nout = [q.get()]"
    assert analysis_of(work, start).cells[1].writes["out"].uncrossable == ()  # type: ignore[index]


_CASE = """import unittest
seen = []
class Case(unittest.TestCase):
    def test_it(self):
        seen.append(limit)"""


@pytest.mark.parametrize(
    "cells",
    [
        ("s = unittest.defaultTestLoader.loadTestsFromTestCase(Case)", "s.run(unittest.TestResult())"),
        ("s = unittest.TestSuite()", "s.addTest(Case('test_it'))", "s.run(unittest.TestResult())"),
        ("Case('test_it').run()",),
    ],
)
def test_tests_run_where_their_suite_runs(cells: tuple[str, ...]) -> None:
    assert_slice_is_enough([_CASE, "limit = 3", *cells, "r = list(seen)"], "r")


def test_tests_that_a_library_finds_by_itself_are_used() -> None:
    analysis = analysis_of(_CASE, "limit = 3", "def add(a):\n    return a", "unittest.main(argv=[''], exit=False)")
    assert {"Case", "limit"} <= set(analysis.cells[3].refs)
    assert "seen" in analysis.cells[3].mutates
    assert "add" in analysis_of("import doctest", "def add(a): ...", "doctest.testmod()").cells[2].refs
