# A csv dialect is registered in the process in one cell and used in another.
# expect: equal or refused process-state
# result: rows
# check: rows == [["a", "b|c"], ["1", "2"]]
# %%
import csv
csv.register_dialect("pipes", delimiter=";", quotechar="'")
# %%
lines = ["a;'b|c'", "1;2"]
# %%
rows = list(csv.reader(lines, dialect="pipes"))
