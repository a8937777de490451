"""Names and files that magics and shell lines mention."""

from __future__ import annotations

import pytest

from nb2pipe.syntax.mentions import file_in_magic, file_in_shell, names_in_magic, names_in_python, names_in_shell


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("ls {folder}/{name}", {"folder", "name"}), ("echo $name", {"name"}), ("echo $$name \\$name", set()),
        ("echo {{name}}", set()), ("echo {len(rows)}", {"rows", "len"}), ("ls", set()), ("echo {not python}", {"python"}),
    ],
)  # fmt: skip
def test_shell_line_names_what_ipython_fills_in(command: str, names: set[str]) -> None:
    assert names_in_shell(command) == names


@pytest.mark.parametrize(
    ("name", "argument", "body", "names"),
    [
        ("timeit", "-n 100 -r3 f(x)", "", {"f", "x"}), ("timeit", "y = x", "f(y)", {"f", "x"}),
        ("lprun", "-f f f(x)", "", {"f", "x"}), ("pinfo", "df.head", "", {"df"}), ("store", "-r x", "", {"x"}),
        ("timeit", "not python at all", "", set()),
    ],
)  # fmt: skip
def test_magic_names_what_it_runs(name: str, argument: str, body: str, names: set[str]) -> None:
    assert names_in_magic(name, argument, body) == names


def test_names_that_code_binds_are_its_own() -> None:
    assert names_in_python("y = x\nlambda: y + z") == {"x", "z"}


@pytest.mark.parametrize(
    ("found", "file"),
    [
        (file_in_magic("run", "-i clean.py --fast"), "clean.py"), (file_in_magic("run", "clean"), "clean.py"),
        (file_in_magic("cat", "a.csv"), "a.csv"), (file_in_magic("time", "a.csv"), ""),
        (file_in_shell("head -n 3 a.csv"), "a.csv"), (file_in_shell("cat a.csv | wc"), "a.csv"),
        (file_in_shell("wc -l < a.csv"), "a.csv"), (file_in_shell("ls a.csv"), ""),
    ],
)  # fmt: skip
def test_file_that_is_shown_or_run_is_found(found: str, file: str) -> None:
    assert found == file
