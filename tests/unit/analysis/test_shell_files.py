"""Which files the commands of shell lines and magics read and write."""

from __future__ import annotations

import pytest

from nb2pipe.model.effects import EffectKind
from tests.support.notebooks import analysis_of


@pytest.mark.parametrize(
    ("line", "reads", "writes"),
    [
        ("!cp a b", ["a"], ["b"]),
        ("!mv a b", ["a"], ["a", "b"]),
        ("!rm -rf a", [], ["a"]),
        ("!mkdir -p a/b", [], ["a/b"]),
        ("!sort -k 2 a > b", ["a"], ["b"]),
        ("!cat a b | grep x >> c", ["a", "b"], ["c"]),
        ("!wget -q https://example.org/a.csv?x=1", [], ["a.csv"]),
        ("!wget https://example.org/a -O 'b c.csv'", [], ["b c.csv"]),
        ("!wget -P d https://example.org/a.csv", [], ["d/a.csv"]),
        ("!curl -sL -o b https://example.org/a", [], ["b"]),
        ("!wget -qO a.csv https://example.org/b", [], ["a.csv"]),
        ("!wget -qO- https://example.org/b | tar xz", [], ["."]),
        ("!curl -LO https://example.org/a.csv", [], ["a.csv"]),
        ("!curl -sSLo b.csv https://example.org/a.csv", [], ["b.csv"]),
        ("!curl https://example.org/a.csv", [], []),
        ("!unzip -qod d a.zip", ["a.zip"], ["d"]),
        ("!gzip -dk a.csv.gz", ["a.csv.gz"], ["a.csv"]),
        ("!unzip -q a.zip -d d && rm a.zip", ["a.zip"], ["a.zip", "d"]),
        ("!tar xzf a.tgz -C d", ["a.tgz"], ["d"]),
        ("!tar -czf a.tgz d e", ["d", "e"], ["a.tgz"]),
        ("!gunzip a.csv.gz", ["a.csv.gz"], ["a.csv"]),
        ("!git clone https://example.org/r.git", [], ["r"]),
        ("!python make.py", ["make.py"], []),
        ("!cp {name}.csv $name", ["data.csv"], ["data"]),
        ("!cat $HOME/a > /dev/null", [], []),
        ("%cp a b", ["a"], ["b"]),
        ("%run -i tools.py --fast", ["tools.py"], []),
        ("%run 'my tools.py'", ["my tools.py"], []),
        ("%run {name}.py", [], []),
        ("!cat a.txt", ["a.txt"], []),
        ("%%bash\ncat a > b\nrm c", ["a"], ["b", "c"]),
        ("import subprocess\nsubprocess.run(['cp', 'a', 'b'])", ["a"], ["b"]),
        ("import os\nos.system('cp a b')", ["a"], ["b"]),
        ("!echo 'never closed", [], []),
    ],
)
def test_commands_touch_the_files_that_they_name(line: str, reads: list[str], writes: list[str]) -> None:
    facts = analysis_of("name = 'data'", line).cells[1]
    assert (list(facts.reads_files), list(facts.writes_files)) == (reads, writes)


def test_program_that_is_run_may_write_any_file() -> None:
    edges = analysis_of("!python make.py", "!cp a b", "t = open('c').read()\nu = open('b').read()").edges
    assert {(edge.source, edge.target) for edge in edges} >= {(0, 1), (0, 2), (1, 2)}


def test_command_that_is_known_writes_nothing_else() -> None:
    edges = analysis_of("!cp a b", "t = open('c').read()").edges
    assert not edges


def test_address_in_a_command_is_the_network() -> None:
    effects = analysis_of("!wget https://example.org/a.csv").cells[0].effects
    assert (EffectKind.NETWORK, "https://example.org/a.csv") in {(effect.kind, effect.target) for effect in effects}


@pytest.mark.parametrize(
    "line",
    [
        "!rm data/*.csv", "!cp a $TARGET", "!unzip a.zip -d `pwd`/data", "!cp -t data a.csv", "!cd data && unzip a.zip",
        "!tar --extract --file=a.tgz", "!python make.py > log", "!for f in *.zip; do unzip $f; done",
    ],
)  # fmt: skip
def test_command_may_write_whatever_the_shell_makes_of_its_words(line: str) -> None:
    edges = analysis_of(line, "t = open('data/a.csv').read()").edges
    assert {(edge.source, edge.target) for edge in edges} == {(0, 1)}
