# Imports in functions stay local, imports in module-level loops and ifs do not.
# expect: equal
# result: r
# check: r == ("[1]", False, 2)
# %%
def enc(x):
    import json
    return json.dumps(x)
if True:
    import statistics as st
# %%
a = enc([1])
there = "json" in globals()
# %%
r = (a, there, st.median([1, 2, 3]))
