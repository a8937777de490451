from __future__ import annotations

import ast

import pytest

from nb2pipe.syntax.layout import with_layout_of

TEXT = """import os
from a import b, c


@cached
def score(x, y=1):
    # the sum
    total = [x, y, os.sep]
    return total


class Thing:
    size = {"a": 1, "b": 2}

    def show(self): return 1


a = 1; b = 2
"""
LAID_OUT = """import os
from a import (
    b,
    c,
)


@cached
def score(
    x,
    y=1,
):
    # the sum
    total = [
        x,
        y,
        os.sep,
    ]
    return total


class Thing:
    size = {
        "a": 1,
        "b": 2,
    }

    def show(self): return 1


a = 1; b = 2
"""


@pytest.mark.parametrize(("text", "model"), [(TEXT, LAID_OUT), (LAID_OUT, TEXT), (TEXT, TEXT)])
def test_text_that_says_the_same_becomes_the_model(text: str, model: str) -> None:
    assert with_layout_of(text, model) == model


def test_statements_that_say_something_else_stay_as_they_are() -> None:
    text = TEXT.replace("return total", "return max(total)").replace('"b": 2', '"b": 3')
    expected = LAID_OUT.replace("return total", "return max(total)").replace(
        '    size = {\n        "a": 1,\n        "b": 2,\n    }', '    size = {"a": 1, "b": 3}'
    )
    assert with_layout_of(text, LAID_OUT) == expected


def test_a_comment_of_the_text_is_kept() -> None:
    text = TEXT.replace("# the sum", "# a list")
    found = with_layout_of(text, LAID_OUT)
    assert "# a list" in found
    assert "# the sum" not in found


def test_comments_in_the_head_of_a_function_are_kept() -> None:
    text = "def f(\n    a,  # new\n):\n    return a + 1\n"
    assert with_layout_of(text, "def f(\n    a,  # old\n):\n    return a\n") == text


@pytest.mark.parametrize("change", ["def f(:", "x = 1\n" * 3, "class Thing: pass\n", "def score(x): return x\n"])
def test_what_the_text_says_never_changes(change: str) -> None:
    assert ast.dump(ast.parse(with_layout_of(TEXT, change))) == ast.dump(ast.parse(TEXT))


def test_text_that_is_no_python_stays() -> None:
    assert with_layout_of("def f(:", TEXT) == "def f(:"


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("a = 1\nb = 2  # two\nc = 3\n", "a = 1; b = 2  # two\nc = 3\n"),
        ("a = 1; b = 2\nc = 3\n", "a = 1\nb = 2\nc = 3\n"),
        ("def f():\n    # first\n    a = 'ä'\n    b = 2\n", "def f():\n    # first\n    a = 'ä'; b = 2\n"),
    ],
)
def test_statements_on_one_line_are_laid_out_together(text: str, model: str) -> None:
    assert with_layout_of(text, model) == model
    changed = text.replace("b = 2", "b = 4")
    assert with_layout_of(changed, model) == changed
