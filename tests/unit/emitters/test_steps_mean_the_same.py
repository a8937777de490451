"""Cells run as a notebook runs them, and as a step: the values are the same."""

from __future__ import annotations

import ast
import asyncio
import inspect
import math
import textwrap
import types

import pytest

CASES = {
    "two_space_indent": ["xs = []\nfor i in range(3):\n  if i:\n      xs.append(i)\n"],
    "tab_indent": ["xs = []\nfor i in range(3):\n\tif i:\n\t\txs.append(i)\n"],
    "one_liners": ["x = 1; y = 2; z = x + y;"],
    "suites_on_one_line": ["xs = []\nfor i in range(3): xs.append(i); xs.append(-i)"],
    "multi_line_string": ["text = '''a\n  b\n\tc\n'''\nif text:\n  more = '''x\n y'''"],
    "backslash_continuation": ["x = 1 + \\\n  2"],
    "global_in_function": ["n = 0\ndef bump():\n    global n\n    n += 1\nbump(); bump()"],
    "global_makes_variable": ["def make():\n    global made\n    made = 3\nmake()\nmade += 1"],
    "global_only_through_functions": [
        "def make():\n    global made\n    made = 3\ndef read():\n    return made\nmake()\nresult = read()"
    ],
    "global_at_top_level": ["global x\nx = 3\nif x:\n    global y; y = 4"],
    "global_in_class_body": ["class A:\n    global z\n    z = 5\nx = z"],
    "global_in_method": ["count = 0\nclass A:\n    def f(self):\n        global count\n        count += 1\nA().f()"],
    "class_reads_outer": ["x = 3\nclass A:\n    x = x\n    y = x + 1\nresult = (A.x, A.y)"],
    "class_reads_then_binds": ["x = 3\nclass A:\n    y = [x]\n    x = 4\nresult = (A.x, A.y, x)"],
    "class_reads_maybe": [
        """
        x = 3
        result = []
        for flag in (True, False):
            class A:
                if flag:
                    x = 5
                y = x
            result.append(A.y)
        """
    ],
    "class_reads_in_condition": ["x = 3\nclass A:\n    if x > 2:\n        x = x * 2\nresult = A.x"],
    "class_after_del": ["x = 3\nclass A:\n    x = 4\n    del x\n    y = x\nresult = A.y"],
    "class_default_argument": ["x = 3\nclass A:\n    def f(self, a=x):\n        return a\n    x = 9\nresult = A().f()"],
    "class_comprehension_first_iterable": [
        "xs = [1, 2]\nclass A:\n    ys = [v * len(xs) for v in xs]\n    xs = [9]\nresult = (A.ys, A.xs)"
    ],
    "class_lambda_sees_step_variable": ["x = 3\nclass A:\n    f = lambda self: x\n    x = 4\nresult = A().f()"],
    "nested_class": ["x = 3\nclass A:\n    class B:\n        x = x\nresult = A.B.x"],
    "class_in_function": ["x = 3\ndef f():\n    class A:\n        x = x\n    return A.x\nresult = f()"],
    "class_property_setter": [
        """
        x = 3
        class A:
            @property
            def x(self):
                return self._x
            @x.setter
            def x(self, v):
                self._x = v
        a = A()
        a.x = 5
        result = a.x
        del a, A
        """
    ],
    "dataclass_default": [
        """
        from dataclasses import dataclass
        rate = 0.5
        @dataclass
        class C:
            rate: float = rate
        result = C().rate
        del C
        """
    ],
    "class_inherits_same_name": [
        "Base = dict\nclass Base(Base):\n    pass\nresult = Base.__mro__[1].__name__\ndel Base"
    ],
    "main_name": ["here = __name__"],
    "main_name_in_fstring": ["here = f\"<{__name__}>\"\nthere = f'<{__name__}>'"],
    "main_name_of_function": ["def f(): pass\nname = f.__name__\ndel f"],
    "main_guard": ["def main():\n    return 3\nif __name__ == '__main__':\n    # go\n    x = main()\n    y = 2"],
    "main_guard_with_else": ["if __name__ == '__main__':\n    x = 1\nelse:\n    x = 2"],
    "main_guard_as_elif": ["if False:\n    x = 0\nelif __name__ == '__main__':\n    x = 1"],
    "shadowed_import": ["first = sqrt(4)\nsqrt = 3"],
    "walrus_in_comprehension": ["ys = [y := x for x in range(3)]"],
    "late_binding_lambda": ["f = lambda: later\nlater = 3\nresult = f()\ndel f"],
    "recursion": ["def fact(n):\n    return n * fact(n - 1) if n else 1\nresult = fact(5)\ndel fact"],
    "generator": ["def gen():\n    yield from range(n)\nn = 3\nresult = list(gen())\ndel gen"],
    "match": ["match [1, 2]:\n    case [a, *rest]:\n        b = a\n"],
    "try_except_star": ["try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ValueError as e:\n    x = 1"],
    "annotated_assignment": ["x: int = 3\ny: 'unknown' = 4\nz: int\nz = 5"],
    "decorator": [
        """
        def twice(f):
            return lambda x: f(f(x))
        @twice
        def inc(x):
            return x + 1
        r = inc(1)
        del inc, twice
        """
    ],
    "helper_names_of_ours": ["copy = [1]\nAny = 2\nNamedTuple = 3\nbuiltins = 4\nannotations = 5"],
    "underscore_outputs": ["_x = 1\nx = 2\n__y = 3"],
    "await": [
        """
        import asyncio
        async def f():
            return 3
        x = await f()
        ys = [await f() for _ in range(2)]
        del f, asyncio
        """
    ],
    "unicode_names": ["größe = 3\nñ = größe + 1"],
    "comments_only": ["# nothing\n# here", "x = 1"],
    "nothing": [""],
    "fancy_field_names": ["count = 1\nindex = 2\nint_ = 3"],
}


def as_notebook(cells, module):
    """The variables after all cells, run one by one in one namespace."""
    for cell in cells:
        code = compile(cell, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        result = eval(code, module.__dict__)  # noqa: S307  # the cases above
        if inspect.iscoroutine(result):
            asyncio.run(result)
    return {name: value for name, value in vars(module).items() if not callable(value)}


@pytest.mark.parametrize("case", CASES)
def test_step_computes_what_the_cells_compute(case, build, run):
    cells = [textwrap.dedent(cell) for cell in CASES[case]]
    module = types.ModuleType("__main__")
    before = {**vars(module), "sqrt": math.sqrt}
    module.sqrt = math.sqrt
    values = as_notebook(cells, module)
    expected = {
        name: value
        for name, value in values.items()
        if name not in before and not (name.startswith("__") and name.endswith("__"))
    }
    expected |= {"sqrt": 3} if case == "shadowed_import" else {}
    expected = {name: value for name, value in expected.items() if not isinstance(value, types.ModuleType)}
    step = build.step(
        "work", *cells, outputs=sorted(expected), is_async="await" in case, imports="from math import sqrt"
    )
    assert run(build.plan(step))["work"] == expected
