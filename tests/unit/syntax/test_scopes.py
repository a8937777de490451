from __future__ import annotations

import symtable

import libcst as cst
import pytest
from hypothesis import given

from nb2pipe.syntax.free_names import FreeNames, free_names
from nb2pipe.syntax.scopes import dotted_name, import_bindings, names_of_block, names_of_function
from tests.support.programs import programs


def block(source: str) -> set[str]:
    return names_of_block(cst.parse_module(source).body).local


def free(source: str) -> FreeNames:
    return free_names(cst.parse_module(source).body)


def function(source: str) -> cst.FunctionDef:
    (node,) = cst.parse_module(source).body
    assert isinstance(node, cst.FunctionDef)
    return node


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = y = 1", {"x", "y"}),
        ("(a, [b, *c]), d.e, f[0] = v", {"a", "b", "c"}),
        ("x += 1", {"x"}),
        ("x: int = 1", {"x"}),
        ("for i, j in p: k = i", {"i", "j", "k"}),
        ("with o() as (f, g): pass", {"f", "g"}),
        ("try: pass\nexcept E as e: pass", {"e"}),
        ("del x", {"x"}),
        ("(n := 3)", {"n"}),
        ("[m := v for v in w]", {"m"}),
        ("[v for v in w]", set()),
        ("def f(a):\n    b = 1", {"f"}),
        ("class C:\n    d = 1", {"C"}),
        ("lambda q: q", set()),
        ("import a.b, c as d", {"a", "d"}),
        ("from x import y as z", {"z"}),
        ("from x import *", set()),
        ("match v:\n    case [a, *b]: pass\n    case {'k': c, **d}: pass\n    case P(e) as f: pass", set("abcdef")),
    ],
)
def test_block_binds(source: str, names: set[str]) -> None:
    assert block(source) == names


def test_function_owns_its_parameters_and_what_its_body_binds() -> None:
    names = names_of_function(
        function("def f(a, /, b, *c, d=1, **e):\n    global g\n    nonlocal n\n    g = n = h = 1")
    )
    assert names.local == set("abcdeh")
    assert names.declared_global == {"g"}
    assert names.declared_nonlocal == {"n"}


@pytest.mark.parametrize(
    ("source", "early", "late"),
    [
        ("x = a + b.c", {"a", "b"}, set()),
        ("def f(p=a) -> c:\n    return p + b", {"a", "c"}, {"b"}),
        ("@d\ndef f():\n    pass", {"d"}, set()),
        ("g = lambda v, w=a: v + b", {"a"}, {"b"}),
        ("class A(B, metaclass=M):\n    c = d\n    def m(self):\n        return c + e", {"B", "M", "d"}, {"c", "e"}),
        ("class A:\n    x = x", {"x"}, set()),
        ("class A:\n    class B: ...\n    class C(B, key=k): ...", {"k"}, set()),
        ("[v * k for v in w if v > t]", {"k", "w", "t"}, set()),
        ("(v * k for v in w)", {"w"}, {"k"}),
        ("def f():\n    def g():\n        return a\n    a = 1\n    return g", set(), set()),
        ("def f():\n    global a\n    return a", set(), {"a"}),
        ("o.attribute = value", {"o", "value"}, set()),
        ("f(keyword=v)", {"f", "v"}, set()),
        ("o[k] = v", {"o", "k", "v"}, set()),
        ("x += a", {"x", "a"}, set()),
        ("match v:\n    case C(k=w): pass", {"v", "C"}, set()),
        ("f'{a!r:>{b}}'", {"a", "b"}, set()),
    ],
)
def test_free_names_are_parted_by_when_they_are_looked_up(source: str, early: set[str], late: set[str]) -> None:
    found = free(source)
    assert (set(found.early), set(found.late)) == (early, late)


def test_function_that_assigns_a_global_binds_it_in_the_module() -> None:
    assert free("def f():\n    global g\n    g = 1").binds == {"f", "g"}


def test_class_scope_is_not_seen_by_its_methods() -> None:
    assert "x" in free("class A:\n    x = 1\n    def m(self):\n        return x").late


def test_each_name_of_an_import_comes_with_its_alias() -> None:
    (line,) = cst.parse_module("import a.b, c as d").body
    assert isinstance(line, cst.SimpleStatementLine)
    (node,) = line.body
    assert isinstance(node, cst.Import)
    assert [(name, dotted_name(alias.name)) for name, alias in import_bindings(node)] == [("a", "a.b"), ("d", "c")]


def test_dotted_name_of_anything_but_attributes_of_a_name_is_empty() -> None:
    assert dotted_name(cst.parse_expression("a.b.c")) == "a.b.c"
    assert not dotted_name(cst.parse_expression("a().b"))


@given(programs())
def test_names_of_a_function_are_those_that_pythons_compiler_finds(cells: tuple[str, ...]) -> None:
    source = "def f(v):\n" + "".join(f"    {line}\n" for line in "\n".join(cells).splitlines())
    source = source.replace("    global n", "    pass  # n").replace("    global l", "    pass  # l")
    (table,) = symtable.symtable(source, "cell", "exec").get_children()
    assert isinstance(table, symtable.Function)
    assert names_of_function(function(source)).local == set(table.get_locals())
