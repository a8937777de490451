# What a file gives is seen into by nobody; its rows are changed all the same.
# expect: equal
# result: records, grouped, total
# check: records[0]["price"] == 1.5 and grouped["a"][0]["seen"] and total == 4.0
# %%
import json
records = json.loads('[{"key": "a", "price": "1.5"}, {"key": "b", "price": "2.5"}]')
# %%
for record in records:
    record["price"] = float(record["price"])
# %%
grouped = {record["key"]: [record] for record in records}
# %%
for rows in grouped.values():
    for row in rows:
        row["seen"] = True
# %%
total = sum(record["price"] for record in records if record["seen"])
