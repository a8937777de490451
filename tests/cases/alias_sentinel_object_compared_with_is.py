# A bare object() marks "missing" and is compared with `is` in other cells.
# expect: equal
# result: missing, found
# check: missing == ["b"] and found == {"a": None}
# %%
MISSING = object()
# %%
def look(d, k):
    return d.get(k, MISSING)
# %%
d = {"a": None}
got = {k: look(d, k) for k in "ab"}
# %%
missing = [k for k, v in got.items() if v is MISSING]
found = {k: v for k, v in got.items() if v is not MISSING}
