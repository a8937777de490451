# Imports in functions stay local, imports in module-level loops and ifs do not.
# expect: equal or refused undefined-name
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
try:
    there = json is not None
except NameError:
    there = False
# %%
r = (a, there, st.median([1, 2, 3]))
