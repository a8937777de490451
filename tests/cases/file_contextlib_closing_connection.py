# `closing` binds the connection that it was given: no other step can be given it.
# expect: equal
# result: rows
# check: rows == [(1,)]
# %%
import sqlite3
from contextlib import closing
with closing(sqlite3.connect("a.db")) as con:
    con.execute("create table t (x int)")
    con.execute("insert into t values (1)")
    con.commit()
# %%
with closing(sqlite3.connect("a.db")) as con:
    rows = con.execute("select x from t").fetchall()
