# Reading a missing key of a defaultdict in a display-only cell adds the key.
# expect: equal
# result: n, keys
# check: n == 2 and keys == ["a", "b"]
# %%
from collections import defaultdict
dd = defaultdict(list)
dd["a"].append(1)
# %%
dd["b"]
# %%
n = len(dd)
keys = sorted(dd)
