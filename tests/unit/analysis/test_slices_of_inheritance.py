"""Each case is run whole and as a slice: instances change by the methods that they inherit, from whomever."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last binds `r`.
CASES: dict[str, tuple[str, ...]] = {
    "sub_list": (
        "class C(list): pass\na=C()",
        "a.append([1])",
        "a[0].append(2)",
        "r=len(a[0])",
    ),
    "sub_list_iter": (
        "class C(list): pass\na=C([[1]])",
        "for x in a: x.append(2)",
        "r=len(a[0])",
    ),
    "sub_list_pop": (
        "class C(list): pass\na=C([[1],[2]])",
        "x=a.pop()",
        "x.append(3)",
        "r=len(a)",
        "r=len(x)",
    ),
    "sub_list_iadd": (
        "class C(list): pass\na=C(); b=a",
        "b+=[1]",
        "r=len(a)",
    ),
    "sub_list_copy": (
        "class C(list): pass\na=C([[1]])",
        "b=list(a)",
        "b[0].append(1)",
        "r=len(a[0])",
    ),
    "sub_list_slice": (
        "class C(list): pass\na=C([[1],[2]])",
        "b=a[:1]",
        "b[0].append(1)",
        "r=len(a[0])",
    ),
    "sub_list_s": (
        "class C(list):\n    def add(s,x): s.append(x); return s\na=C()",
        "a.add(1).add(2)",
        "r=len(a)",
    ),
    "sub_list_super": (
        "class C(list):\n    def append(s,x): super().append(x*2)\na=C()",
        "a.append(1)",
        "r=len(a)",
    ),
    "sub_list_base": (
        "class C(list):\n    def append(s,x): list.append(s,x*2)\na=C()",
        "a.append(1)",
        "r=len(a)",
    ),
    "sub_list_log": (
        "log=[]\nclass C(list):\n    def append(s,x): log.append(x); super().append(x)\na=C()",
        "a.append(1)",
        "r=len(log)",
    ),
    "super_list_init": (
        "class C(list):\n    def __init__(s,*a):\n        super().__init__(a); log.append(1)\nlog=[]; l=[]",
        "c=C(l)",
        "c[0].append(1)",
        "r=len(l)",
        "r=len(log)",
    ),
    "sub_dict": (
        "class D(dict): pass\nd=D()",
        "d.setdefault('k',[]).append(1)",
        "r=len(d['k'])",
    ),
    "sub_dict_get": (
        "class D(dict): pass\nd=D(k=[1])",
        "d.get('k').append(1)",
        "r=len(d['k'])",
    ),
    "sub_dict_vals": (
        "class D(dict): pass\nd=D(k=[1])",
        "for v in d.values(): v.append(1)",
        "r=len(d['k'])",
    ),
    "sub_dict_items": (
        "class D(dict): pass\nd=D(k=[1])",
        "for k,v in d.items(): v.append(1)",
        "r=len(d['k'])",
    ),
    "sub_dict_missing": (
        "class D(dict):\n    def __missing__(s,k):\n        v=s[k]=[]\n        return v\nd=D()",
        "d['x'].append(1)",
        "r=len(d['x'])",
        "r=len(d)",
    ),
    "sub_dict_attr": (
        "class D(dict):\n    __getattr__=dict.get\n    __setattr__=dict.__setitem__\nd=D()",
        "d.x=[1]",
        "d.x.append(2)",
        "r=len(d['x'])",
    ),
    "sub_dict_setitem": (
        "class D(dict):\n    def __setitem__(s,k,v):\n        log.append(k); super().__setitem__(k,v)\nlog=[]\nd=D()",
        "d['x']=[1]",
        "r=len(log)",
        "r=len(d)",
    ),
    "sub_dict_update": (
        "class D(dict): pass\nd=D(); l=[1]",
        "d.update(a=l)",
        "d['a'].append(1)",
        "r=len(l)",
    ),
    "sub_set": (
        "class S(set): pass\ns=S()",
        "s.add(1)",
        "r=len(s)",
        "s|={2}",
        "r=len(s)",
    ),
    "sub_deque": (
        "from collections import deque\nclass Q(deque): pass\nq0=Q()",
        "q0.appendleft(1)",
        "r=len(q0)",
    ),
    "sub_counter": (
        "from collections import Counter\nclass K(Counter): pass\nk=K()",
        "k.update('ab')",
        "r=k['a']",
    ),
    "sub_odict": (
        "from collections import OrderedDict\nclass L(OrderedDict):\n    def __setitem__(s,k,v):\n        super().__setitem__(k,v); s.move_to_end(k)\nc=L()",
        "c['a']=1",
        "r=len(c)",
    ),
    "userdict": (
        "from collections import UserDict\nclass U(UserDict):\n    def __setitem__(s,k,v): s.data[k]=v*2\nu=U()",
        "u['a']=1",
        "r=u['a']",
        "u.update(b=2)",
        "r=u['b']",
    ),
    "abc_map": (
        "from collections.abc import MutableMapping\nlog=[]\nclass M(MutableMapping):\n    def __init__(s): s.d={}\n    def __getitem__(s,k): return s.d[k]\n    def __setitem__(s,k,v): log.append(k); s.d[k]=v\n    def __delitem__(s,k): del s.d[k]\n    def __iter__(s): return iter(s.d)\n    def __len__(s): return len(s.d)\nm=M()",
        "m.update(a=1)",
        "r=len(log)",
        "r=len(m.d)",
    ),
    "abc_map_pop": (
        "from collections.abc import MutableMapping\nclass M(MutableMapping):\n    def __init__(s): s.d={}\n    def __getitem__(s,k): return s.d[k]\n    def __setitem__(s,k,v): s.d[k]=v\n    def __delitem__(s,k): del s.d[k]\n    def __iter__(s): return iter(s.d)\n    def __len__(s): return len(s.d)\nm=M(); m['a']=[1]",
        "x=m.pop('a')",
        "r=len(m.d)",
        "x.append(2)",
        "r=len(x)",
    ),
    "abc_seq": (
        "from collections.abc import MutableSequence\nclass M(MutableSequence):\n    def __init__(s): s.l=[]\n    def __getitem__(s,k): return s.l[k]\n    def __setitem__(s,k,v): s.l[k]=v\n    def __delitem__(s,k): del s.l[k]\n    def insert(s,i,v): s.l.insert(i,v)\n    def __len__(s): return len(s.l)\nm=M(); inner=m.l",
        "m.append(1)",
        "r=len(m)",
        "r=len(inner)",
    ),
    "super_chain": (
        "class A:\n    def __init__(s): s.log=[]\n    def f(s): s.log.append('a')\nclass B(A):\n    def f(s): super().f()\nclass C(B):\n    def f(s): super().f()\nc=C()",
        "c.f()",
        "r=len(c.log)",
    ),
    "super_cls": (
        "class A:\n    reg=[]\n    @classmethod\n    def add(c,x): c.reg.append(x)\nclass B(A):\n    @classmethod\n    def add(c,x): super().add(x)",
        "B.add(1)",
        "r=len(A.reg)",
    ),
    "super_args": (
        "class A:\n    def f(s,x): x.append(1)\nclass B(A):\n    def f(me,x): super(B,me).f(x)\nl=[]",
        "B().f(l)",
        "r=len(l)",
    ),
    "s_super": (
        "class A:\n    def f(s): s.v=[1]\nclass B(A):\n    def f(s): super().f(); s.w=1\nb=B()",
        "b.f()",
        "r=len(b.v)",
    ),
    "thread_sub": (
        "import threading\nclass T(threading.Thread):\n    def run(self): log.append(1)\nlog=[]\nt=T()",
        "t.start(); t.join()",
        "r=len(log)",
    ),
    "nodevisitor": (
        "import ast\nlog=[]\nclass V(ast.NodeVisitor):\n    def visit_Name(self,n): log.append(n.id)",
        "V().visit(ast.parse('a+b'))",
        "r=len(log)",
    ),
    "htmlparser": (
        "from html.parser import HTMLParser\nlog=[]\nclass Q(HTMLParser):\n    def handle_starttag(self,t,a): log.append(t)\nq0=Q()",
        "q0.feed('<a>')",
        "r=len(log)",
    ),
    "register_call": (
        "import functools\nlog=[]\n@functools.singledispatch\ndef f(x): return 0\ndef g(x): log.append(x)\nf.register(int,g)",
        "f(1)",
        "r=len(log)",
    ),
    "register_later": (
        "import functools\nlog=[]\n@functools.singledispatch\ndef f(x): return 0\ndef g(x): log.append(x)",
        "f.register(int,g)",
        "f(1)",
        "r=len(log)",
    ),
    "pickler": (
        "import io,pickle\nf=io.BytesIO()\nk=pickle.Pickler(f)",
        "k.dump(1)",
        "r=len(f.getvalue())",
    ),
    "cursor": (
        "import sqlite3\nc=sqlite3.connect(':memory:'); cu=c.cursor()",
        "cu.execute('create table t(a)')",
        "cu.executemany('insert into t values(?)',[(1,),(2,)])",
        "r=c.execute('select count(*) from t').fetchone()[0]",
    ),
    "etree": (
        "import xml.etree.ElementTree as ET\nx=ET.Element('a')",
        "y=ET.SubElement(x,'b')",
        "y.text='q'",
        "r=x[0].text",
    ),
    "queue": (
        "import queue\nq0=queue.Queue()",
        "q0.put(1)",
        "r=q0.get_nowait()",
        "r=q0.qsize()",
    ),
    "wrapped": (
        "from unittest.mock import Mock\nlog=[]\nclass C:\n    def work(s): log.append(1)\nw=Mock(wraps=C())",
        "w.work()",
        "r=len(log)",
    ),
    "update_wrapper": (
        "import functools\ndef a(): 'doc'\ndef b(): pass",
        "functools.update_wrapper(b,a)",
        "r=b.__doc__",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")
