"""Each case is run whole and as a slice: what the standard library calls, shares or moves on is seen."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last binds `r`.
CASES: dict[str, tuple[str, ...]] = {
    "methodcaller": (
        "import operator\nl=[1]; f=operator.methodcaller('append',2)",
        "f(l)",
        "r=len(l)",
    ),
    "methodcaller_inline": (
        "import operator\nl=[1]",
        "operator.methodcaller('append',2)(l)",
        "r=len(l)",
    ),
    "methodcaller_map": (
        "import operator\nl=[1]",
        "list(map(operator.methodcaller('append',2),[l]))",
        "r=len(l)",
    ),
    "itemgetter": (
        "import operator\nd={'l':[1]}",
        "x=operator.itemgetter('l')(d)",
        "x.append(1)",
        "r=len(d['l'])",
    ),
    "itemgetter_of_what_is_missing": (
        "import collections, operator\nd=collections.defaultdict(int)",
        "operator.itemgetter('q')(d)",
        "r=len(d)",
    ),
    "itemgetter2": (
        "import operator\nd={'l':[1],'m':[2]}",
        "x,y=operator.itemgetter('l','m')(d)",
        "y.append(1)",
        "r=len(d['m'])",
    ),
    "attrgetter": (
        "import operator\nclass B: pass\nb=B(); b.v=[1]",
        "x=operator.attrgetter('v')(b)",
        "x.append(1)",
        "r=len(b.v)",
    ),
    "attrgetter_dotted": (
        "import operator\nclass B: pass\nb=B(); b.c=B(); b.c.v=[1]",
        "x=operator.attrgetter('c.v')(b)",
        "x.append(1)",
        "r=len(b.c.v)",
    ),
    "partialmethod": (
        "import functools\nclass A:\n    def __init__(s): s.v=[]\n    def put(s,x): s.v.append(x)\n    one=functools.partialmethod(put,1)\na=A()",
        "a.one()",
        "r=len(a.v)",
    ),
    "descriptor_set": (
        "class D:\n    def __set__(s,o,v): log.append(v)\n    def __get__(s,o,t): return log\nclass A: d=D()\nlog=[]\na=A()",
        "a.d=3",
        "r=len(log)",
        "a.d.append(1)",
        "q=len(log)",
    ),
    "setname": (
        "log=[]\nclass D:\n    def __set_name__(s,o,n): log.append(n)",
        "class A: d=D()",
        "r=len(log)",
    ),
    "class_getitem": (
        "log=[]\nclass A:\n    def __class_getitem__(c,k): log.append(k); return c",
        "A[1]",
        "r=len(log)",
    ),
    "getattribute": (
        "log=[]\nclass A:\n    x=1\n    def __getattribute__(s,k): log.append(k); return 1\na=A()",
        "a.x",
        "r=len(log)",
    ),
    "call_obj_map": (
        "log=[]\nclass A:\n    def __call__(s,k): log.append(k)\na=A()",
        "list(map(a,[1]))",
        "r=len(log)",
    ),
    "lt_sort": (
        "log=[]\nclass A:\n    def __lt__(s,k): log.append(k); return True\n",
        "sorted([A(),A()])",
        "r=len(log)",
    ),
    "lt_method_sort": (
        "log=[]\nclass A:\n    def __lt__(s,k): log.append(k); return True\nl=[A(),A()]",
        "l.sort()",
        "r=len(log)",
    ),
    "str2": (
        "log=[]\nclass A:\n    def __str__(s): log.append(1); return ''\na=A()",
        "z='%s' % a",
        "r=len(log)",
    ),
    "rmatmul": (
        "log=[]\nclass A:\n    def __rmatmul__(s,o): log.append(o); return s\na=A()",
        "z=1@a",
        "r=len(log)",
    ),
    "sum_radd": (
        "log=[]\nclass A:\n    def __radd__(s,o): log.append(o); return s\na=A()",
        "z=sum([a])",
        "r=len(log)",
    ),
    "bool_comp": (
        "log=[]\nclass A:\n    def __bool__(s): log.append(1); return False\na=A()",
        "z=[1 for _ in [1] if a]",
        "r=len(log)",
    ),
    "bool_assert": (
        "log=[]\nclass A:\n    def __bool__(s): log.append(1); return True\na=A()",
        "assert a",
        "r=len(log)",
    ),
    "attr_aug_iadd": (
        "log=[]\nclass B:\n    def __iadd__(s,o): log.append(o); return s\nclass A: pass\na=A(); a.b=B()",
        "a.b+=1",
        "r=len(log)",
    ),
    "item_aug_iadd": (
        "log=[]\nclass B:\n    def __iadd__(s,o): log.append(o); return s\nd={'b':B()}",
        "d['b']+=1",
        "r=len(log)",
    ),
    "gen_close": (
        "log=[]\ndef g():\n    try:\n        yield 1\n    finally:\n        log.append(1)\nh=g(); next(h)",
        "h.close()",
        "r=len(log)",
    ),
    "dict_popitem": (
        "d={'a':[1]}",
        "k,v=d.popitem()",
        "v.append(1)",
        "r=len(v)",
        "q=len(d)",
    ),
    "stringio_write": (
        "import io\nb=io.StringIO()",
        "b.write('x')",
        "r=b.getvalue()",
        "b.seek(0)",
        "q=b.read()",
        "w=b.read()",
    ),
    "stringio_iter": (
        "import io\nb=io.StringIO('a\\nb')",
        "for line in b: break",
        "r=b.read()",
    ),
    "csvw": (
        "import io,csv\nb=io.StringIO()\nw=csv.writer(b)",
        "w.writerow([1])",
        "r=b.getvalue()",
    ),
    "class_attr_mut": (
        "class A: v=[]\na=A(); b=A()",
        "a.v.append(1)",
        "r=len(b.v)",
        "q=len(A.v)",
    ),
    "lru": (
        "import functools\nlog=[]\n@functools.lru_cache\ndef f(x): log.append(x); return log",
        "f(1)",
        "r=len(log)",
        "f.cache_clear()",
        "f(1)",
        "q=len(log)",
    ),
    "sysmodules": (
        "import sys, json",
        "m=sys.modules['json']",
        "m.zzz=1",
        "r=json.zzz",
        "del json.zzz",
    ),
    "module_attr": (
        "import math",
        "math.zz=3",
        "r=math.zz",
        "del math.zz",
    ),
    "weakref": (
        "import weakref\nclass A: pass\na=A(); a.v=[]\nw=weakref.ref(a)",
        "w().v.append(1)",
        "r=len(a.v)",
    ),
    "chain_from": (
        "import itertools\na=[[[1]],[[2]]]",
        "for x in itertools.chain.from_iterable(a): x.append(1)",
        "r=len(a[0][0])",
    ),
    "groupby": (
        "import itertools\na=[[1],[2]]",
        "for k,g in itertools.groupby(a,key=len):\n    for x in g: x.append(1)",
        "r=len(a[0])",
    ),
    "product": (
        "import itertools\na=[[1],[2]]",
        "for x,y in itertools.product(a,[1]): x.append(y)",
        "r=len(a[0])",
    ),
    "struct_into": (
        "import struct\nb=bytearray(4)",
        "struct.pack_into('i',b,0,7)",
        "r=b[0]",
    ),
    "readinto": (
        "import io\nb=bytearray(2)",
        "io.BytesIO(b'xy').readinto(b)",
        "r=b[0]",
    ),
    "deepcopy_memo": ("import copy\nmemo = {}", "copy.deepcopy([1], memo)", "r = len(memo) > 0"),
    "reduce_ex": (
        "import copy\nlog = []\nclass A:\n    def __reduce_ex__(self, protocol):\n        log.append(1)\n        return ''",
        "copy.copy(A())",
        "r = len(log)",
    ),
    "locals_of_a_call": (
        "def f(x):\n    y = [x]\n    return locals()\nd = f(1)",
        "del d['x']",
        "r = len(d)",
    ),
    "locals_share": (
        "def f(x):\n    return vars()\nk = [1]\nd = f(k)",
        "d['x'].append(1)",
        "r = len(k)",
    ),
    "unbound_method": ("items = [3, 1]", "list.sort(items)", "r = items[0]"),
    "set_past_the_class": (
        "class A:\n    def __setattr__(s, n, v): raise TypeError\na = A()\nk = [1]",
        "object.__setattr__(a, 'v', k)",
        "a.v.append(2)",
        "r = len(k)",
    ),
    "made_class_counts": (
        "class A:\n    n = 0\n    @classmethod\n    def bump(cls): cls.n += 1\nB = type('B', (A,), {})",
        "B.bump()",
        "r = B.n",
    ),
    "made_class_is_told": (
        "seen = []\nclass A:\n    def __init_subclass__(cls): seen.append(1)",
        "B = type('B', (A,), {})",
        "r = len(seen)",
    ),
    "exit_stack_closed": (
        (
            "import contextlib\nl = []\n@contextlib.contextmanager\ndef f(xs):\n    yield xs\n    xs.append(2)\n"
            "s = contextlib.ExitStack()\nv = s.enter_context(f(l))"
        ),
        "s.close()",
        "r = len(l)",
    ),
    "abstract_class_takes_on": (
        "import abc\nclass A(abc.ABC): pass\nclass B: pass",
        "A.register(B)",
        "r = isinstance(B(), A)",
    ),
    "builtin_added": (
        "import builtins\nk = 2",
        "builtins.twice = lambda x: 2 * x",
        "r = twice(k)",
        "del builtins.twice",
    ),
    "annotations_postponed": (
        "from __future__ import annotations",
        "def f(x: Missing): return 1",
        "r = f(0)",
    ),
    "either_of_two_in_a_namespace": (
        "from types import SimpleNamespace\na, b = [1], [2]\nn = 3",
        "k = SimpleNamespace(v=[a, b][n % 2])",
        "k.v.append(n)",
        "r = len(b)",
    ),
    "error_keeps_its_arguments": ("a = [1]\ne = ValueError(a)", "a.append(2)", "r = str(e)"),
    "own_special_methods_by_name": (
        "class A: pass\na = A()",
        "a.__setattr__('v', [1])",
        "a.__getattribute__('v').append(2)",
        "r = a.v",
    ),
    "attributes_of_a_function": ("def f(): pass", "f.__dict__['n'] = 1", "r = f.n"),
    "attributes_as_a_dict_under_a_name": (
        "class A:\n    def __init__(s): s.v = 1\na = A()\nd = vars(a)",
        "a.v += 1",
        "r = d['v']",
    ),
    "exec_namespace": ("names = {}", "exec('a = 1', names)", "r = names['a']"),
    "init_again": ("from collections import deque\nd = deque([1])", "d.__init__([2, 3])", "r = len(d)"),
    "items_one_by_one": (
        "class S:\n    def __init__(s):\n        s.v = [[1], [2]]\n    def __getitem__(s, i):\n        return s.v[i]\nk = S()",
        "for x in k:\n    x.append(1)",
        "r = k.v",
    ),
    "coroutine_send": (
        "log = []\nasync def f():\n    log.append(1)\nc = f()",
        "try:\n    c.send(None)\nexcept StopIteration:\n    pass",
        "r = len(log)",
    ),
    "defaultdict_copy": (
        "from collections import defaultdict\nd = defaultdict(list)\ne = d.copy()",
        "e['x'].append(1)",
        "r = len(e['x'])",
    ),
}

#: An expression that gives a list, or a part of `g` or `d`, which the next cell changes.
SHARING = (
    "iter(g).__next__()", "(x for x in g).__next__()", "(x for x in g).send(None)", "reversed(g).__next__()",
    "g.__add__([l])[-1]", "d.__or__({})['k']", "list.__getitem__(g, 0)", "dict.get(d, 'k')", "list.pop(g)",
    "list.copy(g)[0]", "next(iter(dict.values(d)))", "dict.setdefault(d, 'n', l)", "deque.popleft(deque(g))",
    "operator.iadd(g, [])[0]", "operator.iadd([], [l])[0]", "operator.ior(d, {})['k']", "operator.add(g, g)[0]",
    "operator.or_(d, d)['k']", "operator.getitem(g, slice(0, 1))[0]", "operator.call(lambda: g[0])",
    "(lambda: l).__call__()", "cache(lambda: l).__wrapped__()", "l.append.__self__", "(deque(g) + deque([l]))[-1]",
    "(lambda: l).__globals__['l']", "MethodType(lambda x: x, l)()", "nullcontext(l).__enter__()",
    "ChainMap(d).get('k')", "UserDict(d).data['k']", "UserList(g).data[0]", "OrderedDict([('k', l)])['k']",
    "type('T', (), {'a': l})().a", "type('T', (), {'a': l}).a", "next(itertools.starmap(lambda x: x, [(l,)]))",
    "object.__getattribute__(SimpleNamespace(a=l), 'a')", "ExitStack().enter_context(nullcontext(l))",
)  # fmt: skip


@pytest.mark.parametrize("expression", SHARING)
def test_what_an_expression_gives_is_what_it_was_taken_from(expression: str) -> None:
    imports = (
        "import itertools, operator\nfrom collections import ChainMap, OrderedDict, UserDict, UserList, deque\n"
        "from contextlib import ExitStack, nullcontext\nfrom functools import cache\n"
        "from types import MethodType, SimpleNamespace\n"
    )
    cells = [f"{imports}g = [[6], [8]]\nd = {{'k': [5]}}\nl = [1]", f"v = {expression}", "v.append(9)", "r = (l, g, d)"]
    assert_slice_is_enough(cells, "r")


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")
