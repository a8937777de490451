from __future__ import annotations

import ast

import pytest

from nb2pipe.emitters.nodes import code_of, docstring
from nb2pipe.emitters.result_lines import assignment_of_call


@pytest.mark.parametrize(
    "text",
    [
        "One.",
        'Ends in "quotes"',
        'Has """ three',
        "Back\\slash\\",
        "One.\n\nMore.",
        "Long " * 60,
        "- a\n- b",
        'Two.\n\nlast "',
    ],
)
def test_docstring_says_the_text(text):
    source = "def f():\n    " + code_of([docstring(text, indent=4)])
    assert ast.get_docstring(ast.parse(source).body[0]).split() == text.split()
    assert all(len(line) <= 100 for line in source.splitlines())


def test_docstring_has_the_summary_on_a_line_of_its_own():
    assert code_of([docstring("One.\nTwo and\nthree.", indent=0)]) == '"""One.\n\nTwo and three.\n"""\n'


def test_summary_does_not_end_with_an_abbreviation():
    assert code_of([docstring("Trees, a.k.a. CART, by Fig. 2. More.", indent=0)]) == (
        '"""Trees, a.k.a. CART, by Fig. 2.\n\nMore.\n"""\n'
    )


def test_short_call_stays_on_a_line():
    assert assignment_of_call(["a", "b"], "f", {"x": "1"}) == "a, b = f(x=1)"
    assert assignment_of_call([], "f", {}) == "f()"


def test_long_call_is_broken_and_valid():
    names = [f"a_rather_long_name_{i}" for i in range(8)]
    text = assignment_of_call(names, "await f", {name: name for name in names})
    assert max(map(len, text.splitlines())) <= 88
    assert ast.unparse(ast.parse(text)).startswith("a_rather_long_name_0, ") or ast.parse(text)
