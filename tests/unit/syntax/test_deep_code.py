from __future__ import annotations

import pytest

from nb2pipe.syntax import parse_notebook
from nb2pipe.syntax.nesting import is_too_deep_to_parse
from tests.support.notebooks import analysis_of, make_notebook

SHAPES = {
    "parentheses": lambda n: f"x = {'(' * n}1{')' * n}",
    "calls in strings": lambda n: f'x = f"{{{"f(" * n}1{")" * n}}}"',
    "lists": lambda n: f"x = {'[' * n}{']' * n}",
    "dicts": lambda n: f"x = {'{1: ' * n}1{'}' * n}",
    "attributes": lambda n: f"x{'.a' * n}",
    "calls": lambda n: f"f{'()' * n}",
    "items": lambda n: f"x{'[0]' * n}",
    "sums": lambda n: f"x = {'1 + ' * n}1",
    "minus": lambda n: f"x = {'-' * n}1",
    "not": lambda n: f"x = {'not ' * n}1",
    "lambdas": lambda n: f"x = {'lambda: ' * n}1",
    "conditions": lambda n: f"x = {'1 if a else ' * n}1",
    "powers": lambda n: f"x = {'2**' * n}2",
    "elif": lambda n: "if a: pass\n" + "elif b: pass\n" * n,
    "strings": lambda n: "x = " + "'a' " * n,
    "functions": lambda n: "".join(" " * i + "def f():\n" for i in range(min(n, 95))) + " " * min(n, 95) + "pass",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("levels", [50, 1200])
def test_deep_code_is_followed_or_is_a_fault(shape: str, levels: int) -> None:
    source = SHAPES[shape](levels)
    (parsed,) = parse_notebook(make_notebook(source)).cells
    assert (parsed.module is None) == (parsed.fault is not None)
    if levels == 50:
        assert parsed.module is not None
    analysis_of(source, "print(x)")


def test_what_would_end_the_process_is_not_parsed() -> None:
    assert is_too_deep_to_parse(f"x = {'-' * 100_000}1")


def test_long_code_is_not_deep() -> None:
    assert not is_too_deep_to_parse("x = [(-1, {'a': [2]}), f(1)]\n" * 2000)
    assert not is_too_deep_to_parse("if a:\n    b = 1 if c else 2**3\nelse:\n    b = 3\n" * 2000)
