"""Members of enumerations, parents, covers of containers and defaults: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "setattr setter": (
        "log=[]\nclass C:\n    @property\n    def v(self): return 1\n    @v.setter\n    def v(self, x): log.append(x)\nc=C()",
        "setattr(c, 'v', 3)",
        "r=len(log)",
    ),
    "setattr descriptor": (
        (
            "log=[]\nclass D:\n    def __set__(self, o, x): log.append(x)\n    def __get__(self, o, t=None): return len(log)\n"
            "class C:\n    v=D()\nc=C()"
        ),
        "setattr(c, 'v', 3)",
        "r=c.v",
    ),
    "setattr unknown name": (
        "log=[]\nclass C:\n    @property\n    def v(self): return 1\n    @v.setter\n    def v(self, x): log.append(x)\nc=C()",
        "for name in ''.join(['v']):\n    setattr(c, name, 3)",
        "r=len(log)",
    ),
    "metaclass call": (
        (
            "class Kept(type):\n    all=[]\n    def __call__(cls, *a):\n        made=super().__call__(*a)\n"
            "        cls.all.append(made)\n        return made\nclass C(metaclass=Kept):\n    def __init__(self, v): self.v=v"
        ),
        "c=C(1)",
        "Kept.all[0].v=9",
        "r=c.v",
    ),
    "replaced tuple": (
        "from collections import namedtuple\nP=namedtuple('P', 'a b')\np=P(1, [0])",
        "q=p._replace(a=2)",
        "x=P._make([3, q.b])\nx.b.append(5)",
        "r=len(p.b)",
    ),
    "replaced field": (
        "from dataclasses import dataclass, replace\n@dataclass\nclass C:\n    v: list = None\nk=[1]\nc=C()",
        "d=replace(c, v=k)",
        "d.v.append(2)",
        "r=len(k)",
    ),
    "array reshaped in place": (
        "import numpy as np\na=np.zeros(4)",
        "a.shape=2, 2",
        "v=a[0]\nv[1]=4",
        "r=a.sum()",
    ),
    "array resized in place": (
        "import numpy as np\na=np.zeros(4)",
        "a.resize((2, 2), refcheck=False)",
        "v=a[0]\nv[1]=4",
        "r=a.sum()",
    ),
    "enum own": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    B=2\n    def f(self):\n        log.append(self.name)\n        return self.value",
        "x=C.A.f()",
        "r=len(log)",
    ),
    "enum iter": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    B=2\n    def f(self):\n        log.append(self.name)",
        "for c in C: c.f()",
        "r=len(log)",
    ),
    "enum call": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    def f(self):\n        log.append(self.name)",
        "C(1).f()",
        "r=len(log)",
    ),
    "enum item": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    def f(self):\n        log.append(self.name)",
        "C['A'].f()",
        "r=len(log)",
    ),
    "enum init": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=(1,2)\n    def __init__(self,a,b):\n        self.a=a\n        log.append(a)\n    def f(self): log.append(self.a)",
        "C.A.f()",
        "r=len(log)",
    ),
    "enum prop": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    @property\n    def f(self):\n        log.append(1); return 2",
        "x=C.A.f",
        "r=len(log)",
    ),
    "enum cls": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    @classmethod\n    def f(cls):\n        log.append(1); return cls.A",
        "x=C.f()",
        "r=len(log)",
    ),
    "enum callable value": (
        "from enum import Enum\nlog=[]\nclass C(Enum):\n    A=1\n    def __call__(self,v): log.append(v)",
        "C.A(3)",
        "r=len(log)",
    ),
    "enum attr": (
        "from enum import Enum\nclass C(Enum):\n    A=1\n    B=2",
        "C.A.extra=[1]",
        "C.A.extra.append(2)",
        "r=len(C.A.extra)",
    ),
    "enum list value": (
        "from enum import Enum\nclass C(Enum):\n    A=[1]",
        "C.A.value.append(2)",
        "r=len(C.A.value)",
    ),
    "super prop": (
        "log=[]\nclass A:\n    @property\n    def v(self): log.append(1); return 1\nclass B(A):\n    @property\n    def v(self): return super().v+1\nb=B()",
        "x=b.v",
        "r=len(log)",
    ),
    "super prop2": (
        "class A:\n    def __init__(self): self._v=[1]\n    @property\n    def v(self): return self._v\nclass B(A):\n    @property\n    def v(self): return super().v\nb=B()",
        "b.v.append(2)",
        "r=len(b._v)",
    ),
    "super attr": (
        "class A:\n    items=[]\nclass B(A):\n    def add(self,x): super().items.append(x)\nb=B()",
        "b.add(1)",
        "r=len(A.items)",
    ),
    "super bound": (
        "log=[]\nclass A:\n    def f(self): log.append(1)\nclass B(A):\n    def f(self):\n        g=super().f\n        g()\nb=B()",
        "b.f()",
        "r=len(log)",
    ),
    "super2": (
        "log=[]\nclass A:\n    def f(self): log.append(1)\nclass B(A):\n    def f(self):\n        s=super()\n        s.f()\nb=B()",
        "b.f()",
        "r=len(log)",
    ),
    "super args": (
        "log=[]\nclass A:\n    def f(self): log.append(1)\nclass B(A):\n    def f(self):\n        super(B,self).f()\nb=B()",
        "b.f()",
        "r=len(log)",
    ),
    "super setprop": (
        "class A:\n    @property\n    def v(self): return self._v\n    @v.setter\n    def v(self,x): self._v=x; log.append(x)\nlog=[]\nclass B(A):\n    @A.v.setter\n    def v(self,x): A.v.fset(self,x)\nb=B()",
        "b.v=3",
        "r=len(log)",
    ),
    "userlist": (
        "from collections import UserList\nclass L(UserList):\n    def add(self,x): self.data.append(x)\nl=L([1])",
        "l.add(2)",
        "r=len(l)",
    ),
    "userlist4": (
        "from collections import UserList\nl=UserList([1])",
        "d=l.data",
        "d.append(2)",
        "r=len(l)",
    ),
    "userdict": (
        "from collections import UserDict\nclass D(UserDict):\n    def put(self,k,x): self.data[k]=x\nd=D()",
        "d.put(1,2)",
        "r=len(d)",
    ),
    "userdict2": (
        "from collections import UserDict\nd=UserDict(a=[1])",
        "d.data['a'].append(2)",
        "r=len(d['a'])",
    ),
    "userdict4": (
        "from collections import UserDict\nclass D(UserDict):\n    def __getitem__(self,k): return self.data[k]\na=[1]\nd=D(k=a)",
        "d['k'].append(3)",
        "r=len(a)",
    ),
    "dd read": (
        "from collections import defaultdict\nd=defaultdict(list)",
        "x=d['a']",
        "x.append(1)",
        "r=len(d['a'])",
    ),
    "dd read2": (
        "from collections import defaultdict\nd=defaultdict(list)",
        "x=d['a']",
        "r=len(d)",
    ),
    "dd class": (
        "from collections import defaultdict\nclass A:\n    def __init__(self): self.v=[]\nd=defaultdict(A)",
        "x=d['q']",
        "x.v.append(1)",
        "r=len(d['q'].v)",
    ),
    "dd nest": (
        "from collections import defaultdict\nd=defaultdict(lambda: defaultdict(list))",
        "d['a']['b'].append(1)",
        "x=d['a']",
        "x['c'].append(2)",
        "r=len(d['a'])",
    ),
    "dd count read": (
        "from collections import defaultdict\nd=defaultdict(int)",
        "d['a']",
        "r=len(d)",
    ),
    "dd missing": (
        "class M(dict):\n    def __missing__(self,k):\n        v=self[k]=[]\n        return v\nd=M()",
        "x=d['a']",
        "x.append(1)",
        "r=len(d['a'])",
    ),
    "meth default": (
        "class A:\n    def f(self,x,acc=[]):\n        acc.append(x); return acc\na=A()",
        "a.f(1)",
        "r=len(a.f(2))",
    ),
    "meth default2": (
        "class A:\n    def f(self,x,acc=[]):\n        acc.append(x); return acc\na=A(); b=A()",
        "z=a.f(1)",
        "z.append(4)",
        "r=len(b.f(2))",
    ),
    "meth default3": (
        "sh=[]\nclass A:\n    def f(self,x,acc=sh):\n        acc.append(x)",
        "A().f(1)",
        "r=len(sh)",
    ),
    "cm default": (
        "sh=[]\nclass A:\n    @classmethod\n    def f(cls,x,acc=sh):\n        acc.append(x)",
        "A.f(1)",
        "r=len(sh)",
    ),
    "nt make": (
        "from collections import namedtuple\nP=namedtuple('P','a b')\nx=[1]",
        "p0=P._make([x,1])",
        "p0.a.append(4)",
        "r=len(x)",
    ),
    "prop setter lam": (
        "log=[]\nclass A:\n    v=property(lambda s: 1, lambda s,x: log.append(x))\na=A()",
        "a.v=2",
        "r=len(log)",
    ),
    "desc delete": (
        "log=[]\nclass D:\n    def __get__(s,o,t=None): return 1\n    def __set__(s,o,v): pass\n    def __delete__(s,o): log.append(1)\nclass A: v=D()\na=A()",
        "del a.v",
        "r=len(log)",
    ),
    "getattr proxy call": (
        "class P:\n    def __init__(s,o): s.o=o\n    def __getattr__(s,n): return getattr(s.o,n)\nl=[1];pr=P(l)",
        "pr.append(2)",
        "r=len(l)",
    ),
    "closing own": (
        "import contextlib\nlog=[]\nclass A:\n    def close(s): log.append(1)",
        "with contextlib.closing(A()) as a: pass",
        "r=len(log)",
    ),
    "copy deep dunder": (
        "import copy\nsh=[1]\nclass A:\n    def __deepcopy__(s,m): return sh\na=A()",
        "b=copy.deepcopy(a)",
        "b.append(1)",
        "r=len(sh)",
    ),
    "match prop": (
        "log=[]\nclass A:\n    @property\n    def v(s): log.append(1); return 1\na=A()",
        "match a:\n    case A(v=1): pass",
        "r=len(log)",
    ),
    "match eq": (
        "log=[]\nclass A:\n    def __eq__(s,o): log.append(1); return True\na=A()",
        "match a:\n    case 1: pass",
        "r=len(log)",
    ),
    "lru shared": (
        "import functools\n@functools.lru_cache\ndef f(x): return [x]",
        "a=f(1)",
        "a.append(2)",
        "r=len(f(1))",
    ),
    "lru method": (
        "import functools\nclass A:\n    @functools.lru_cache\n    def f(s,x): return [x]\na=A()",
        "b=a.f(1)",
        "b.append(2)",
        "r=len(a.f(1))",
    ),
    "cachedprop alias": (
        "import functools\nclass A:\n    @functools.cached_property\n    def v(s): return []\na=A()",
        "a.v.append(1)",
        "r=len(a.v)",
    ),
    "cachedprop alias2": (
        "import functools\nclass A:\n    @functools.cached_property\n    def v(s): return []\na=A()",
        "b=a.v",
        "b.append(1)",
        "r=len(a.v)",
    ),
    "partial attr": (
        "import functools\nl=[]\ng=functools.partial(print,l)",
        "g.args[0].append(1)",
        "r=len(l)",
    ),
    "fn defaults": (
        "def f(x=[]): x.append(1); return x",
        "f.__defaults__[0].append(5)",
        "r=len(f())",
    ),
    "getattr unk": (
        "class A:\n    def __init__(s): s.v=[]\n    def add(s,x): s.v.append(x)\na=A()\nimport os\nk=os.environ.get('zz','add')",
        "getattr(a,k)(1)",
        "r=len(a.v)",
    ),
    "class borg": (
        "class B:\n    sh={}\n    def __init__(s): s.__dict__=B.sh\na=B();b=B()",
        "a.v=1",
        "r=b.v",
    ),
    "meta prepare": (
        "log=[]\nclass M(type):\n    @classmethod\n    def __prepare__(m,n,b): log.append(n); return {}\n",
        "class A(metaclass=M): pass",
        "r=len(log)",
    ),
    "meta attr": (
        "class M(type):\n    @property\n    def n(c): log.append(1); return 2\nlog=[]\nclass A(metaclass=M): pass",
        "z=A.n",
        "r=len(log)",
    ),
    "meta method": (
        "class M(type):\n    def add(c,x): c.l.append(x)\nclass A(metaclass=M): l=[]",
        "A.add(1)",
        "r=len(A.l)",
    ),
    "meta iter": (
        "log=[]\nclass M(type):\n    def __iter__(c): log.append(1); return iter([1])\nclass A(metaclass=M): pass",
        "for x in A: pass",
        "r=len(log)",
    ),
    "meta getitem": (
        "log=[]\nclass M(type):\n    def __getitem__(c,k): log.append(1); return k\nclass A(metaclass=M): pass",
        "A['x']",
        "r=len(log)",
    ),
    "meta len": (
        "log=[]\nclass M(type):\n    def __len__(c): log.append(1); return 3\nclass A(metaclass=M): pass",
        "len(A)",
        "r=len(log)",
    ),
    "meta instcheck": (
        "log=[]\nclass M(type):\n    def __instancecheck__(c,o): log.append(1); return True\nclass A(metaclass=M): pass",
        "isinstance(1,A)",
        "r=len(log)",
    ),
    "op unpack call": (
        "log=[]\nclass V:\n    def keys(s): log.append(1); return ['a']\n    def __getitem__(s,k): return 1\nv=V()\ndef f(**k): pass",
        "f(**v)",
        "r=len(log)",
    ),
    "op dict from obj": (
        "log=[]\nclass V:\n    def keys(s): log.append(1); return ['a']\n    def __getitem__(s,k): return 1\nv=V()",
        "dict(v)",
        "r=len(log)",
    ),
    "visitor": (
        "class V:\n    def __init__(s): s.n=0\n    def visit(s,x): return getattr(s,'visit_'+type(x).__name__)(x)\n    def visit_int(s,x): s.n+=x\nv=V()",
        "v.visit(3)",
        "r=v.n",
    ),
    "cached lambda": (
        "import functools\nv=[1]\nf=functools.lru_cache(lambda: v)",
        "f().append(2)",
        "r=len(v)",
    ),
    "cover of a container": (
        "import collections\nv=[1]\nu=collections.UserList([v])",
        "v.append(2)",
        "r=len(u[0])",
    ),
    "named tuple as a dict": (
        "import collections\nPair=collections.namedtuple('Pair','a b')\nv=[1]\nu=Pair(v,1)",
        "u._asdict()['a'].append(2)",
        "r=len(v)",
    ),
    "lent context": (
        "import contextlib\nclass Box:\n    def __enter__(self): return 1\n    def __exit__(self,*a): pass\nv=Box();v.n=1",
        "with contextlib.nullcontext(v) as u: u.n=5",
        "r=v.n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")
