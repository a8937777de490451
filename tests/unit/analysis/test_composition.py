"""Paths that a cell composes of constants."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_HEAD = "import os, pandas as pd\nfrom pathlib import Path\nfolder, year = 'raw', 2024"


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("f'{folder}/a.csv'", ["raw/a.csv"]),
        ("f'{folder}/{year}.csv'", ["raw/2024.csv"]),
        ("'{}/{}.csv'.format(folder, year)", ["raw/2024.csv"]),
        ("'{d}/a.csv'.format(d=folder)", ["raw/a.csv"]),
        ("'%s/%d.csv' % (folder, year)", ["raw/2024.csv"]),
        ("'%s/a.csv' % folder", ["raw/a.csv"]),
        ("folder + os.sep + 'a.csv'", ["raw/a.csv"]),
        ("'/'.join([folder, 'a.csv'])", ["raw/a.csv"]),
        ("os.path.join(folder, 'sub', 'a.csv')", ["raw/sub/a.csv"]),
        ("Path(folder) / 'sub' / 'a.csv'", ["raw/sub/a.csv"]),
        ("Path(folder).joinpath('a.csv')", ["raw/a.csv"]),
        ("Path('raw/a.txt').with_suffix('.csv')", ["raw/a.csv"]),
        ("Path('raw/b.csv').with_name('a.csv')", ["raw/a.csv"]),
        ("Path('raw/b.csv').parent / 'a.csv'", ["raw/a.csv"]),
        ("str(Path(folder) / 'a.csv')", ["raw/a.csv"]),
        ("folder.upper().replace('R', 'd') + '.csv'", ["dAW.csv"]),
        ("'%9999999d.csv' % year", []),
        ("unknown + '.csv'", []),
    ],
)
def test_file_is_read_under_its_composed_path(path: str, read: list[str]) -> None:
    facts = analysis_of(_HEAD, f"pd.read_csv({path})").cells[1]
    assert list(facts.reads_files) == read


def test_loop_over_constants_reads_each_file() -> None:
    facts = analysis_of(_HEAD, "for name in ['a', 'b']:\n    pd.read_csv(f'{folder}/{name}.csv')").cells[1]
    assert facts.reads_files == ("raw/a.csv", "raw/b.csv")


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("open('a', 'r+')", ["a"], ["a"]),
        ("Path('a').rename('b')", ["a"], ["a", "b"]),
        ("import zipfile\nzipfile.ZipFile('a.zip', 'w')", [], ["a.zip"]),
        ("import zipfile\nzipfile.ZipFile('a.zip')", ["a.zip"], []),
        ("from PIL import Image\nImage.open('a.png').save('b.png')", ["a.png"], ["b.png"]),
        ("pd.DataFrame().to_csv()", [], []),
        ("pd.DataFrame().to_csv('https://example.org/a.csv')", [], []),
        ("import logging\nlogging.basicConfig(filename='a.log')", [], ["a.log"]),
        ("import polars as pl\npl.read_csv('a.csv').write_parquet('b')", ["a.csv"], ["b"]),
    ],
)
def test_file_that_a_call_names_is_read_or_written(source: str, reads: list[str], writes: list[str]) -> None:
    facts = analysis_of(_HEAD, source).cells[1]
    assert (list(facts.reads_files), list(facts.writes_files)) == (reads, writes)


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("list(map(pd.read_csv, ['a.csv', 'b.csv']))", ("a.csv", "b.csv")),
        ("p = 'data'\np += '/a.csv'\npd.read_csv(p)", ("data/a.csv",)),
        ("p = Path('data')\np /= 'a.csv'\npd.read_csv(p)", ("data/a.csv",)),
        ("list(Path('data').glob('*.csv'))", ("data/*.csv",)),
        ("list(Path('data').rglob('*.csv'))", ("data/**/*.csv",)),
        ("class E(Enum):\n    A = 'a.csv'\npd.read_csv(E.A.value)", ("a.csv",)),
        ("sqlite3.connect(':memory:')", ()),
    ],
)
def test_files_read_by_paths_that_code_puts_together(source: str, paths: tuple[str, ...]) -> None:
    head = "import sqlite3\nimport pandas as pd\nfrom enum import Enum\nfrom pathlib import Path"
    assert analysis_of(head, source).cells[1].reads_files == paths


def test_text_that_a_loop_makes_longer_is_no_known_path() -> None:
    assert analysis_of("p = 'a'\nfor _ in range(3):\n    p += 'b'\nopen(p)").cells[0].reads_files in ((), ("*",))
