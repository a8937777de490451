"""Which files a cell reads and writes, whatever it opens, copies, packs or runs."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_HEAD = """
import bz2, configparser, json, os, shutil, sqlite3, tarfile, zipfile
import joblib, numpy as np, pandas as pd, torch
from pathlib import Path
from urllib.request import urlretrieve
FOLDER, NAME, WRITING = "raw", "prices", "w"
PARTS = ["raw", "a.csv"]
frame, array = pd.DataFrame(), np.zeros(3)
"""


def files_of(source: str) -> tuple[list[str], list[str]]:
    facts = analysis_of(_HEAD, source).cells[1]
    return list(facts.reads_files), list(facts.writes_files)


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("open('a', WRITING)", [], ["a"]),
        ("open('a', mode=WRITING + 'b')", [], ["a"]),
        ("open('a', **{'mode': 'x'})", [], ["a"]),
        ("open('a', mode_from_elsewhere)", ["a"], ["a"]),
        ("open('a', 'w' if NAME else 'a')", [], ["a"]),
        ("Path('a').open(mode='w')", [], ["a"]),
        ("Path('a').open()", ["a"], []),
        ("bz2.BZ2File('a', 'w')", [], ["a"]),
        ("np.memmap('a', 'f4', 'r')", ["a"], []),
        ("np.memmap('a', mode='w+', shape=3)", [], ["a"]),
        ("pd.ExcelWriter('a.xlsx')", [], ["a.xlsx"]),
        ("with pd.ExcelWriter('a.xlsx', mode='a') as out: frame.to_excel(out)", [], ["a.xlsx"]),
        ("pd.HDFStore('a.h5', 'r')", ["a.h5"], []),
        ("json.dump(1, open('a.json', 'w'))", [], ["a.json"]),
    ],
)
def test_mode_says_whether_a_file_is_read_or_written(source: str, reads: list[str], writes: list[str]) -> None:
    assert files_of(source) == (reads, writes)


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("shutil.move('a', 'b')", ["a"], ["a", "b"]),
        ("os.replace(src='a', dst='b')", ["a"], ["a", "b"]),
        ("Path('a').rename('b')", ["a"], ["a", "b"]),
        ("shutil.copyfile(dst='b', src='a')", ["a"], ["b"]),
        ("shutil.unpack_archive('a.zip', 'out')", ["a.zip"], ["out"]),
        ("np.save('a', array)\nnp.savez(f'{FOLDER}/b', array)", [], ["a.npy", "raw/b.npz"]),
        ("torch.jit.load('a.pt')", ["a.pt"], []),
        ("joblib.dump(filename='a', value=1)", [], ["a"]),
        ("urlretrieve('https://example.org/a', filename='b')", [], ["b"]),
        ("configparser.ConfigParser().read(['a.ini', 'b.ini'])", ["a.ini", "b.ini"], []),
    ],
)
def test_argument_that_is_read_and_one_that_is_written_are_told_apart(
    source: str, reads: list[str], writes: list[str]
) -> None:
    assert files_of(source) == (reads, writes)


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("with zipfile.ZipFile('a.zip') as z: z.extractall('out')", ["a.zip"], ["out"]),
        ("with zipfile.ZipFile('a.zip') as z: z.extract('b', FOLDER)", ["a.zip"], ["raw/b"]),
        ("with zipfile.ZipFile('a.zip') as z: z.extractall()", ["a.zip"], ["."]),
        ("with zipfile.ZipFile('a.zip', 'w') as z: z.write('b')", ["b"], ["a.zip"]),
        ("with zipfile.ZipFile('a.zip') as z: z.read('b')", ["a.zip"], []),
        ("with tarfile.open('a.tgz', 'w:gz') as t: t.add('b')", ["b"], ["a.tgz"]),
    ],
)
def test_archive_takes_files_in_and_gives_them_out(source: str, reads: list[str], writes: list[str]) -> None:
    assert files_of(source) == (reads, writes)


def test_file_taken_out_of_an_archive_is_there_for_a_later_cell() -> None:
    cells = (_HEAD, "zipfile.ZipFile('a.zip').extractall()", "pd.read_csv('raw/a.csv')")
    assert (1, 2) in {(edge.source, edge.target) for edge in analysis_of(*cells).edges}


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("sqlite3.connect(database='a.db')", ["a.db"], ["a.db"]),
        ("sqlite3.connect('file:a.db?mode=ro', uri=True)", ["a.db"], []),
        ("sqlite3.connect('')", [], []),
        ("import sqlalchemy\nsqlalchemy.create_engine(f'sqlite:///{FOLDER}/a.db')", ["raw/a.db"], ["raw/a.db"]),
        ("import sqlalchemy\nsqlalchemy.create_engine('postgresql://host/a')", [], []),
        ("import duckdb\nduckdb.connect('a.duckdb', read_only=True)", ["a.duckdb"], []),
    ],
)
def test_connection_uses_the_file_of_its_database(source: str, reads: list[str], writes: list[str]) -> None:
    assert files_of(source) == (reads, writes)


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("os.path.join(*PARTS)", ["raw/a.csv"]),
        ("os.path.join('x', *('y', NAME))", ["x/y/prices"]),
        ("Path('x').joinpath(*PARTS)", ["x/raw/a.csv"]),
        ("'/'.join(['x', *PARTS])", ["x/raw/a.csv"]),
        ("'x' / Path('a.csv')", ["x/a.csv"]),
        ("Path.cwd() / 'a.csv'", ["a.csv"]),
        ("Path.cwd().parent / 'a.csv'", ["../a.csv"]),
        ("os.path.join(os.getcwd(), 'a.csv')", ["a.csv"]),
        ("f'{FOLDER!s}/{7:03d}.csv'", ["raw/007.csv"]),
        ("os.path.splitext('raw/a.txt')[0] + '.csv'", ["raw/a.csv"]),
        ("Path('x/y/a.csv').relative_to('x')", ["y/a.csv"]),
    ],
)
def test_path_is_put_together_from_what_is_known(path: str, read: list[str]) -> None:
    assert files_of(f"pd.read_csv({path})") == (read, [])


@pytest.mark.parametrize("change", ["PARTS.append('b')", "PARTS += ['b']", "PARTS.insert(0, 'b')", "unknown(PARTS)"])
def test_path_of_a_list_that_has_changed_is_not_known(change: str) -> None:
    assert files_of(f"{change}\npd.read_csv(os.path.join(*PARTS))") == ([], [])


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("def at(*parts): return os.path.join(FOLDER, *parts)\npd.read_csv(at('x', 'a.csv'))", ["raw/x/a.csv"], []),
        ("named = {'filepath_or_buffer': 'a.csv'}\npd.read_csv(**named)", ["a.csv"], []),
        ("paths = {n: f'{n}.csv' for n in 'ab'}\nfor p in paths.values(): pd.read_csv(p)", ["*.csv"], []),
        (
            "paths = {n: f'{n}.csv' for n in ('a', 'b')}\nfor p in paths.values(): pd.read_csv(p)",
            ["a.csv", "b.csv"],
            [],
        ),
        (
            "paths = {n: Path(FOLDER) / n for n in ('a', 'b')}\nfor p in paths.values(): pd.read_csv(p)",
            ["raw/a", "raw/b"],
            [],
        ),
    ],
)
def test_path_reaches_the_call_through_containers_and_functions(
    source: str, reads: list[str], writes: list[str]
) -> None:
    assert files_of(source) == (reads, writes)


@pytest.mark.parametrize(
    ("loop", "read"),
    [
        ("for n in ['a', 'b']", ["x/a.csv", "x/b.csv"]),
        ("for n in {'a': 1, 'b': 2}", ["x/a.csv", "x/b.csv"]),
        ("for n, _ in {'a': 1, 'b': 2}.items()", ["x/a.csv", "x/b.csv"]),
        ("for n in sorted(['a'] + ['b'])[:2]", ["x/a.csv", "x/b.csv"]),
        ("names = ['a']\nnames.append('b')\nfor n in names", ["x/a.csv", "x/b.csv"]),
        ("names = ['a']\nnames.append(input())\nfor n in names", ["x/*.csv"]),
        ("for n in range(2)", ["x/0.csv", "x/1.csv"]),
        ("for n in range(1999)", ["x/*.csv"]),
        ("for n in frame.columns", ["x/*.csv"]),
    ],
)
@pytest.mark.parametrize("path", ["f'x/{n}.csv'", "'x/%s.csv' % n", "'x/{}.csv'.format(n)", "Path('x') / f'{n}.csv'"])
def test_paths_of_a_loop_are_known_or_have_a_pattern(loop: str, path: str, read: list[str]) -> None:
    assert files_of(f"{loop}:\n    pd.read_csv({path})") == (read, [])


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("import glob\nfor p in sorted(glob.glob('x/*.csv')): pd.read_csv(p)", ["x/*.csv"], []),
        ("for p in os.listdir('x'): pd.read_csv('x/' + p)", ["x", "x/*"], []),
        ("for p in Path('x').glob('*.csv'): pd.read_csv(p).to_csv(Path('y') / p.name)", ["x/*.csv"], ["y/*.csv"]),
        ("for p in Path('x').rglob('*.csv'): frame.to_csv(f'y/{p.stem}.txt')", ["x/**/*.csv"], ["y/*.txt"]),
        ("for d, _, ps in os.walk('x'):\n    for p in ps: open(os.path.join(d, p))", ["x", "x*/*"], []),
        ("for e in range(99): torch.save({}, f'run/{e:03d}.pt')", [], ["run/*.pt"]),
    ],
)
def test_paths_that_a_search_finds_are_like_its_pattern(source: str, reads: list[str], writes: list[str]) -> None:
    assert files_of(source) == (reads, writes)


@pytest.mark.parametrize(
    ("written", "read", "is_part"),
    [
        ("f'x/{i}.csv'", "glob.glob('x/*.csv')", True),
        ("f'x/{i}.csv'", "open('x/a.csv')", True),
        ("f'x/{i}.csv'", "os.listdir('x')", True),
        ("f'x/{i}.csv'", "open('x/a.txt')", False),
        ("f'x/{i}.csv'", "glob.glob('y/*.csv')", False),
        ("f'{i}/a.csv'", "open('x/a.csv')", True),
        ("f'{i}/a.csv'", "open('x/b.csv')", False),
        ("'x/a.csv'", "glob.glob('*.csv')", True),
        ("'x/a.csv'", "glob.glob('*.txt')", False),
    ],
)
def test_pattern_is_an_edge_from_what_it_may_match(written: str, read: str, *, is_part: bool) -> None:
    head = "import glob, os, pandas as pd\nframe, i = pd.DataFrame(), input()"
    edges = analysis_of(head, f"frame.to_csv({written})", f"x = {read}").edges
    assert ((1, 2) in {(edge.source, edge.target) for edge in edges}) == is_part


@pytest.mark.parametrize(
    "write",
    [
        "save = frame.to_csv\nsave('a.csv')",
        "getattr(frame, 'to_csv')('a.csv')",
        "import functools\nfunctools.partial(frame.to_csv, 'a.csv')()",
        "import functools\nfunctools.partial(joblib.dump, frame)('a.csv')",
        "list(map(frame.to_csv, ['a.csv']))",
        "pd.DataFrame.to_csv(frame, 'a.csv')",
        "{'csv': frame.to_csv}['csv']('a.csv')",
        "def out(write): write('a.csv')\nout(frame.to_csv)",
    ],
)
def test_method_taken_as_a_value_writes_when_it_is_called(write: str) -> None:
    assert files_of(write) == ([], ["a.csv"])


def test_items_before_a_plain_argument_take_its_place() -> None:
    source = "def last(a, b, c=None): return pd.read_csv(c)\nlast(*['x', 'y'], 'z.csv')"
    assert files_of(source) == (["z.csv"], [])
