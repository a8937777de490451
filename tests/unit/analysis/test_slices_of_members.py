"""Members of enumerations, parents, covers of containers and defaults: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
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
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")
