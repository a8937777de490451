from __future__ import annotations

import pytest

from nb2pipe.syntax.shell import mentions_shell_variable, shell_literal, shell_only_shows


@pytest.mark.parametrize("command", ["ls -l", "cat a.csv | head -3", "pip list", "python --version", "wc -l x && pwd"])
def test_command_that_only_shows(command: str) -> None:
    assert shell_only_shows(command)


@pytest.mark.parametrize(
    "command", ["ls > files", "cat a | tee b", "head a; rm a", "find . -delete", "mkdir x", "grep a | xargs rm"]
)
def test_command_that_may_change_something(command: str) -> None:
    assert not shell_only_shows(command)


def test_lower_case_shell_variable_may_be_a_variable_of_the_notebook() -> None:
    assert mentions_shell_variable("touch $name")
    assert not mentions_shell_variable("echo $HOME")
    assert not mentions_shell_variable(r"echo \$name")


@pytest.mark.parametrize(
    ("command", "value"),
    [
        ("cp {a} b", "cp x b"),
        ("echo {{a}}", "echo {a}"),
        ("awk '{{print $1}}' {a}", "awk '{print $1}' x"),
        ("echo 'q'", "echo 'q'"),
    ],
)
def test_literal_is_filled_in_as_ipython_does(command: str, value: str) -> None:
    assert eval(shell_literal(command), {"a": "x"}) == value  # noqa: S307  the literal is what is tested
