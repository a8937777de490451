"""SQL over variables of the notebook."""

from __future__ import annotations

import pytest

from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from tests.support.notebooks import analysis_of

_HEAD = "import duckdb, pandas as pd\nfrom pandasql import sqldf\ncars = makers = pd.DataFrame()\nlimit = 3"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("duckdb.sql('select * from cars')", {"cars"}),
        ("duckdb.query('FROM cars AS c, makers m WHERE c.id = m.id')", {"cars", "makers"}),
        ("duckdb.sql(f'select * from cars join makers using (id) limit {limit}').df()", {"cars", "makers", "limit"}),
        ("duckdb.sql('select cars from elsewhere')", set()),
        ("duckdb.sql('select 1 -- from cars')", set()),
        ("duckdb.sql(\"copy cars to 'cars.csv'\")", {"cars"}),
        ("duckdb.sql('select * from archive.cars')", set()),
        ("duckdb.sql('with cars as (select * from makers) select * from cars')", {"makers"}),
        ("sqldf('select * from \"cars\"')", {"cars"}),
        ("duckdb.sql('from old join (cars join makers using (id)) using (id)')", {"cars", "makers"}),
        ("duckdb.sql('from range(3) r(n), cars')", {"cars"}),
        ("duckdb.sql('summarize (from cars); table makers')", {"cars", "makers"}),
        ("duckdb.sql('merge into old using cars on (id) when matched then delete')", {"cars"}),
        ("duckdb.sql('select extract(year from cars), limit from makers')", {"makers"}),
        ("duckdb.sql(\"from makers where kind = 'from cars' and a is distinct from limit\")", {"makers"}),
        ("base = duckdb.connect()\nbase.execute('select * from cars').fetchdf()", {"cars"}),
        ("import marimo as mo\nmo.sql(f'from cars limit {limit}')", {"cars", "limit"}),
        ("import sqlite3\nbase = sqlite3.connect('')\nbase.execute('select * from cars')", set()),
    ],
)
def test_tables_that_are_variables_are_read(source: str, names: set[str]) -> None:
    assert set(analysis_of(_HEAD, source).cells[1].refs) & {"cars", "makers", "limit"} == names


def test_function_whose_sql_names_a_variable_needs_it_where_it_is_called() -> None:
    cells = (_HEAD, "def count():\n    return duckdb.sql('select count(*) from cars').fetchone()", "n = count()")
    assert [set(facts.refs) & {"cars"} for facts in analysis_of(*cells).cells] == [set(), set(), {"cars"}]


@pytest.mark.parametrize(
    ("sql", "reads", "writes"),
    [
        ("select * from 'a.csv'", ("a.csv",), ()),
        ("select * from read_parquet('a/*.parquet')", ("a/*.parquet",), ()),
        ("copy cars to 'b.parquet' (format parquet)", (), ("b.parquet",)),
        ("select * from 'https://example.org/a.csv'", (), ()),
    ],
)
def test_files_in_sql_are_read_and_written(sql: str, reads: tuple[str, ...], writes: tuple[str, ...]) -> None:
    facts = analysis_of(_HEAD, f'duckdb.sql("{sql}")').cells[1]
    assert (facts.reads_files, facts.writes_files) == (reads, writes)


def test_sql_that_is_not_known_may_name_anything() -> None:
    effects = analysis_of(_HEAD, "duckdb.sql(open('query.sql').read())").cells[1].effects
    assert EffectKind.DYNAMIC in {effect.kind for effect in effects}


def test_functions_of_duckdb_share_a_database_that_one_process_has() -> None:
    cells = (
        "duckdb.sql('create table t (x int)')",
        "duckdb.sql('select 1')",
        "n = 1",
        "duckdb.execute('insert into t values (1)')",
    )
    analysis = analysis_of(_HEAD, "duckdb.sql('select 1')", *cells, "a = duckdb.query('select * from t').df()")
    assert analysis.slice_of("a") == (0, 2, 5, 6)
    assert {(2, 5), (5, 6)} <= {(pair.first, pair.last) for pair in analysis.entangled}


def test_table_that_a_connection_gives_is_one():
    source = "con = duckdb.connect()\nfound = con.execute('select 1').df()"
    assert analysis_of(_HEAD, source).cells[1].writes[VarName("found")].type == "DataFrame"
