from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.model.code import MagicFate
from nb2pipe.syntax.magics import rewrite_magics


def rewritten(source: str) -> str:
    return rewrite_magics(source)[0]


def fates(source: str) -> list[tuple[str, MagicFate]]:
    return [(magic.name, magic.fate) for magic in rewrite_magics(source)[1]]


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if a:\n    %matplotlib inline\n    b = 1", "if a:\n    pass\n    b = 1"),
        ("%time x = f(1)", "x = f(1)"),
        ("x = %time f(1)", "x = f(1)"),
        ("%%time\nx = 1\ny = 2", "\nx = 1\ny = 2"),
        ("%%time x = 1\ny = x", "x = 1\ny = x"),
        ("%%capture out\nprint(1)", "\nprint(1)"),
        ("%%timeit\nx = 1", "pass\n"),
        ("%%html\n<b>x</b>", "pass\n"),
        ("df?\nx = 1", "pass\nx = 1"),
        ("?df", "pass"),
        ("%timeit f(x)", "pass"),
        ("%cd data", "os.chdir('data')"),
        ("%env HOME=/x", "os.environ['HOME'] = '/x'"),
        ("%env HOME", "pass"),
        ("here = %pwd", "here = os.getcwd()"),
        ("!pip install pandas", "pass"),
        ("%pip install pandas", "pass"),
        ("!ls -l", "pass"),
        ("!cp a b", "subprocess.run('cp a b', shell=True)"),
        ("!cp {source} b", "subprocess.run(f'cp {source} b', shell=True)"),
        ("%%writefile a.txt\nhello", "pathlib.Path('a.txt').write_text('hello\\n')\n"),
        ("%%writefile -a a.txt\nhello", "pathlib.Path('a.txt').open('a').write('hello\\n')\n"),
        ("%%bash\ntouch a", "subprocess.run(['bash', '-c', 'touch a\\n'], check=True)\n"),
    ],
)
def test_magic_becomes_the_python_that_does_the_same(source: str, python: str) -> None:
    assert rewritten(source) == python


def test_lines_of_a_shell_command_are_captured_by_an_assignment() -> None:
    assert rewritten("files = !ls *.csv").startswith("files = subprocess.run('ls *.csv'")
    assert rewritten("files = !ls *.csv").endswith("stderr=subprocess.STDOUT, text=True).stdout.splitlines()")


@pytest.mark.parametrize(
    ("source", "name", "fate"),
    [
        ("%matplotlib inline", "%matplotlib", MagicFate.DROPPED),
        ("%time f()", "%time", MagicFate.BODY_KEPT),
        ("%cd data", "%cd", MagicFate.TRANSLATED),
        ("%pip install x", "%pip", MagicFate.INSTALL),
        ("!python -m pip install x", "!", MagicFate.INSTALL),
        ("%run other.ipynb", "%run", MagicFate.UNSUPPORTED),
        ("%%R\nx <- 1", "%%R", MagicFate.UNSUPPORTED),
        ("!touch $name", "!", MagicFate.TRANSLATED),
        ("x = %who_ls", "%who_ls", MagicFate.UNSUPPORTED),
    ],
)
def test_fate_says_what_the_magic_means_outside_ipython(source: str, name: str, fate: MagicFate) -> None:
    assert fates(source) == [(name, fate)]


def test_name_that_capture_binds_is_known() -> None:
    (magic,) = rewrite_magics("%%capture --no-stderr out\nprint(1)")[1]
    assert magic.defines == "out"


def test_translated_magics_name_the_modules_they_need() -> None:
    assert rewrite_magics("%cd x\n!cp a b")[2] == {"os", "subprocess"}


@pytest.mark.parametrize(
    "source",
    [
        "text = '''\n%matplotlib inline\n!ls\n'''",
        "x = (7\n%3)",
        "x = [1,\n!= 2]",
        "y = a \\\n% b",
        "# %matplotlib inline",
        "'''a?\n'''",
    ],
)
def test_text_inside_strings_brackets_and_comments_is_no_magic(source: str) -> None:
    assert rewrite_magics(source) == (source, (), frozenset())


def test_line_of_a_magic_counts_from_the_top_of_the_cell() -> None:
    magics = rewrite_magics("x = 1\n\n%time y = 2\n%%not_first")[1]
    assert [magic.line for magic in magics] == [3, 4]


def test_magic_that_goes_on_over_a_backslash_takes_both_lines() -> None:
    python, (magic,), _ = rewrite_magics("!cp a \\\n  b\nx = 1")
    assert magic.fate is MagicFate.TRANSLATED
    assert python.split("\n")[1:] == ["", "x = 1"]


_LINES = st.lists(
    st.sampled_from(
        [
            "x = 1",
            "%time f()",
            "%%time",
            "!ls",
            "y = !cp a b",
            "df?",
            "'''",
            "(",
            ")",
            "\\",
            "",
            "    pass",
            "%cd x",
            "# c",
        ]
    ),
    min_size=1,
)


@given(_LINES)
def test_no_line_is_gained_or_lost(lines: list[str]) -> None:
    source = "\n".join(lines)
    assert rewritten(source).count("\n") == source.count("\n")
