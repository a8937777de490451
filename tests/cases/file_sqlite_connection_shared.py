# One open in-memory connection is used in three cells.
# expect: refused open-resource
# result: n
# check: n == 2
# %%
import sqlite3
con = sqlite3.connect(":memory:")
con.execute("create table t (i int)")
# %%
con.executemany("insert into t values (?)", [(1,), (2,)])
# %%
n = con.execute("select count(*) from t").fetchone()[0]
