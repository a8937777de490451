"""Objects of the standard library that methods change, whatever they are called: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "settings read from text": (
        "import configparser\nc = configparser.ConfigParser()",
        "c.read_string('[a]\\nx=1')",
        "c.add_section('b')",
        "r = [dict(c[s]) for s in c.sections()]",
    ),
    "given namespace": (
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--x', type=int)\nns = argparse.Namespace()",
        "p.parse_args(['--x', '3'], namespace=ns)",
        "r = ns.x",
    ),
    "parser of a subcommand": (
        "import argparse\np = argparse.ArgumentParser()",
        "s = p.add_subparsers(dest='command').add_parser('go')",
        "s.add_argument('n', type=int)",
        "r = p.parse_args(['go', '3']).n",
    ),
    "compressor": (
        "import zlib\nc = zlib.compressobj()",
        "a = c.compress(b'abc')",
        "r = c.flush()",
    ),
    "memory of a stream": (
        "import io\nb = io.BytesIO(b'abc')",
        "v = b.getbuffer()",
        "v[0] = 90",
        "r = b.getvalue()",
    ),
    "document": (
        "import xml.dom.minidom as md\nd = md.parseString('<a/>')",
        "n = d.createElement('b')\nd.documentElement.appendChild(n)",
        "n.setAttribute('k', 'v')",
        "r = d.toxml()",
    ),
    "method that only acts": (
        "import difflib\ns = difflib.SequenceMatcher(None, 'abc', 'abd')",
        "s.set_seq2('abc')",
        "r = s.ratio()",
    ),
    "tee": (
        "import itertools\ng = [[1], [2]]",
        "itertools.tee(g)[0].__next__().append(7)",
        "r = g[0]",
    ),
    "wrapper of a lambda": (
        "import functools\nlog = []\nf = functools.wraps(print)(lambda x: log.append(x))",
        "f(1)",
        "r = len(log)",
    ),
    "cache of a lambda": (
        "import functools\nlog = []\nf = functools.lru_cache(maxsize=4)(lambda x: log.append(x))",
        "f(1)",
        "r = len(log)",
    ),
    "closure": (
        "a = [1]\nf = (lambda a: lambda: a)(a)",
        "f.__closure__[0].cell_contents.append(7)",
        "r = len(a)",
    ),
    "text evaluated in a dict": (
        "a = [1]",
        "eval('b', {'b': a}).append(7)",
        "r = len(a)",
    ),
    "text executed in a dict": (
        "a = [1]\nnames = {'b': a}",
        "exec('c = b', names)",
        "names['c'].append(7)",
        "r = len(a)",
    ),
    "standard output": (
        "import io, sys\nb = io.StringIO()",
        "old, sys.stdout = sys.stdout, b",
        "print('a')",
        "sys.stdout = old",
        "r = b.getvalue()",
    ),
    "redirected output": (
        "import contextlib\nclass Log:\n    n = 0\n    def write(self, text):\n        self.n += 1\nw = Log()",
        "with contextlib.redirect_stdout(w):\n    print('a')",
        "r = w.n",
    ),
    "descriptor over the namespace": (
        "class Own:\n    def __get__(self, o, t=None):\n        return o.__dict__.setdefault('x', [])",
        "class A:\n    v = Own()\na = A()",
        "a.v.append(7)",
        "r = len(a.v)",
    ),
    "count of cached calls": (
        "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(x): return x * 2",
        "a = f(1)",
        "b = [f(n) for n in (2, 3)]",
        "r = f.cache_info().currsize",
    ),
    "count of cached calls since they were forgotten": (
        "from functools import cache\n@cache\ndef f(x): return x * 2",
        "a = f(1)",
        "f.cache_clear()",
        "b = f(2)",
        "r = f.cache_info().misses",
    ),
    "default that named tuples share": (
        "from collections import namedtuple\nP = namedtuple('P', 'a b', defaults=[[]])",
        "p, q = P(1), P(2)",
        "p.b.append(3)",
        "r = len(q.b), len(P(3).b)",
    ),
    "dicts behind one": (
        "from collections import ChainMap\na, b = {}, {}\nc = ChainMap(a, b)",
        "c.maps[1]['k'] = 1",
        "r = len(b)",
    ),
    "layout that packs": (
        "import struct\nb = bytearray(8)",
        "struct.Struct('i').pack_into(b, 4, 3)",
        "r = bytes(b)",
    ),
    "contexts handed on": (
        "from contextlib import ExitStack, contextmanager\nlog = []",
        "@contextmanager\ndef c():\n    yield 1\n    log.append(1)",
        "s = ExitStack()\ns.enter_context(c())",
        "s.pop_all().close()",
        "r = len(log)",
    ),
    "member that is patched for a while": (
        "from unittest.mock import patch\nclass A:\n    def f(self): return 1",
        "p = patch.object(A, 'f', lambda self: 2)",
        "p.start()",
        "x = A().f()",
        "p.stop()",
        "r = x, A().f()",
    ),
    "dict that is patched": (
        "from unittest.mock import patch\nd = {'a': 1}",
        "p = patch.dict(d, b=2)",
        "p.start()",
        "r = len(d)",
    ),
    "rows of an array that got another shape": (
        "import numpy as np\na = np.zeros(4)",
        "b = a.view()\nb.shape = (2, 2)",
        "for row in b:\n    row += 1",
        "r = a.sum()",
    ),
    "source of a generator": (
        "import numpy as np\ng = np.random.default_rng(0)",
        "s = g.bit_generator\ns.advance(5)",
        "r = g.random()",
    ),
    "key that a template asks for": (
        "class D(dict):\n    def __missing__(self, k): self[k] = 1; return 1",
        "d = D()",
        "t = '%(z)s' % d",
        "r = len(d)",
    ),
    "pickled as registered": (
        "import copy, copyreg\nclass P:\n    v = 1",
        "copyreg.pickle(P, lambda p: (int, (7,)))",
        "r = copy.copy(P())",
    ),
}


@pytest.mark.parametrize("cells", CASES.values(), ids=CASES)
def test_a_slice_is_enough(cells: tuple[str, ...]) -> None:
    assert_slice_is_enough(list(cells), "r")


def test_a_default_of_globals_is_a_definition() -> None:
    analysis = analysis_of("globals().setdefault('options', [])", "options.append(1)")
    assert "options" in analysis.cells[0].defs
    assert analysis.slice_of(1) == (0, 1)


def test_what_an_unknown_method_gives_is_no_reason_to_run_it() -> None:
    analysis = analysis_of("import lab\nx = lab.Thing()", "y = x.compute()", "x.prepare()", "z = x.value")
    assert analysis.slice_of("z") == (0, 2, 3)


def test_a_range_may_be_longer_than_any_list() -> None:
    assert analysis_of("for i in range(10**30):\n    break\nnames = [f'{n}' for n in range(10, 1" + "0" * 30 + ")]")
