# One alias means two modules, then a value.
# expect: equal
# result: r, m
# check: r == [2.0, "{}"] and m == "done"
# %%
import math as m
# %%
r = [m.sqrt(4)]
# %%
import json as m
# %%
r.append(m.dumps({}))
# %%
m = "done"
