# A function changes its argument through another function, in a nested part.
# expect: equal
# result: n, tags
# check: n == 2 and tags == ["x", "y"]
# %%
def tag(record, name):
    record["meta"]["tags"].append(name)
def clean(rows):
    for row in rows:
        tag(row, "y")
# %%
row = {"meta": {"tags": ["x"]}}
rows = [row]
# %%
clean(rows)
# %%
tags = row["meta"]["tags"]
n = len(tags)
