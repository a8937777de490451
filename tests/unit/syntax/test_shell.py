from __future__ import annotations

import pytest

from nb2pipe.syntax.shell import shell_literal, shell_only_shows, shell_variables


@pytest.mark.parametrize("command", ["ls -l", "cat a.csv | head -3", "pip list", "python --version", "wc -l x && pwd"])
def test_command_that_only_shows(command: str) -> None:
    assert shell_only_shows(command)


@pytest.mark.parametrize(
    "command", ["ls > files", "cat a | tee b", "head a; rm a", "find . -delete", "mkdir x", "grep a | xargs rm"]
)
def test_command_that_may_change_something(command: str) -> None:
    assert not shell_only_shows(command)


@pytest.mark.parametrize(
    "cell",
    [
        "name = 1",
        "name: str = 'a'",
        "for name in x: pass",
        "import os as name",
        "if (name := 1): pass",
        "name, b = 1, 2",
    ],
)
def test_dollar_name_that_a_cell_binds_is_a_variable_of_the_notebook(cell: str) -> None:
    assert shell_variables([cell, "!touch $name"]) == {"name"}


@pytest.mark.parametrize("cell", ["%env name=1", "name == 1", "!name=1", "named = 1", "print(name)"])
def test_dollar_name_that_no_cell_binds_is_the_shells_own(cell: str) -> None:
    assert shell_variables([cell, "!touch $name"]) == frozenset()


@pytest.mark.parametrize(
    ("command", "value"),
    [
        ("cp {a} b", "cp x b"),
        ("echo {{a}}", "echo {a}"),
        ("awk '{{print $1}}' {a}", "awk '{print $1}' x"),
        ("echo 'q'", "echo 'q'"),
        ("awk '{print $1}' {a}", "awk '{print $1}' {a}"),
        ("cp $a $HOME", "cp x $HOME"),
        ("echo $$a '$a'", "echo $a '$a'"),
    ],
)
def test_literal_is_filled_in_as_ipython_does(command: str, value: str) -> None:
    assert eval(shell_literal(command, frozenset({"a"})), {"a": "x"}) == value  # noqa: S307  the literal is what is tested
