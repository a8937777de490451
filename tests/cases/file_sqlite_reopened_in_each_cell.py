# A database file: every cell opens its own connection.
# expect: equal
# result: r
# check: r == [(1, "a"), (2, "b")]
# %%
import sqlite3
with sqlite3.connect("cases.db") as con:
    con.execute("create table if not exists t (i int, s text)")
con.close()
# %%
con2 = sqlite3.connect("cases.db")
con2.executemany("insert into t values (?, ?)", [(1, "a"), (2, "b")])
con2.commit()
con2.close()
del con, con2
# %%
r = sqlite3.connect("cases.db").execute("select * from t order by i").fetchall()
