# A csv reader over a list is advanced in one cell and read out in another.
# expect: equal or refused iterator-crosses-step
# result: head, rows
# check: head == ["a", "b"] and rows == [["1", "2"]]
# %%
import csv
r = csv.reader(["a,b", "1,2"])
# %%
head = next(r)
# %%
rows = list(r)
