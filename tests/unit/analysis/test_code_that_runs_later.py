"""Code in functions and special methods counts in the cell that makes it run, and in no other."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of


def references(*cells: str) -> set[str]:
    return set(analysis_of(*cells).cells[-1].refs)


@pytest.mark.parametrize(
    ("method", "use"),
    [
        ("__abs__(self)", "abs(A())"),
        ("__round__(self, digits=0)", "round(A())"),
        ("__reversed__(self)", "reversed(A())"),
        ("__dir__(self)", "dir(A())"),
        ("__repr__(self)", "repr(A())"),
        ("__repr__(self)", "print([A()])"),
        ("__hash__(self)", "{A()}"),
        ("__hash__(self)", "{A(): 1}"),
        ("__hash__(self)", "{a for a in [A()]}"),
        ("__hash__(self)", "set([A()])"),
        ("__copy__(self)", "import copy\ncopy.copy(A())"),
        ("__deepcopy__(self, memo)", "import copy\ncopy.deepcopy(A())"),
        ("__next__(self)", "next(A())"),
        ("__delattr__(self, name)", "del A().x"),
        ("__fspath__(self)", "import os\nos.fspath(A())"),
    ],
)
def test_special_method_that_an_operation_calls(method: str, use: str) -> None:
    assert "k" in references(f"class A:\n    def {method}:\n        return k", use)


@pytest.mark.parametrize("use", ["a = A()", "len(A())", "isinstance(a, A)", "id(A())", "abs(A())"])
def test_special_method_that_nothing_calls(use: str) -> None:
    assert "k" not in references("class A:\n    def __repr__(self):\n        return k", use)


@pytest.mark.parametrize(
    ("definition", "use"),
    [
        ("def g():\n    yield k", "g().send(None)"),
        ("class A:\n    x = property(lambda self: k)", "A().x"),
        ("class A:\n    @property\n    def x(self): pass\n    @x.deleter\n    def x(self): k", "del A().x"),
        ("from collections import defaultdict\nd = defaultdict(lambda: k)", "d[1]"),
        ("it = iter(lambda: k, 1)", "next(it)"),
        ("it = map(lambda v: v + k, [1])", "list(it)"),
        ("import functools\np = functools.partial(lambda v: v + k, 1)", "p()"),
        ("def mark(c):\n    c.tag = k\n    return c", "@mark\nclass A: pass"),
        ("from dataclasses import dataclass, field\n@dataclass\nclass A:\n    x: int = field(default_factory=lambda: k)",
         "A()"),
        ("import functools\n@functools.singledispatch\ndef g(v): pass\n@g.register\ndef _(v: int): return k", "g(1)"),
        ("class A:\n    async def __aenter__(self): return k\n    async def __aexit__(self, *e): pass",
         "async with A() as a: pass"),
        ("class A:\n    async def __aenter__(self): pass\n    async def __aexit__(self, *e): k",
         "async with A(): pass"),
    ],
)  # fmt: skip
def test_code_counts_where_it_runs(definition: str, use: str) -> None:
    analysis = analysis_of("k = 1", definition, use)
    assert "k" not in analysis.cells[1].refs
    assert "k" in analysis.cells[2].refs


def test_annotation_without_a_value_looks_the_object_up() -> None:
    assert references("def f():\n    a.x: T\nf()") == {"a"}


def test_else_of_an_endless_loop_never_runs() -> None:
    assert references("while True:\n    break\nelse:\n    k") == set()
