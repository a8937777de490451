# Types, builtins and module functions stored in containers and used later.
# expect: equal
# result: r
# check: r == [3, "3", 3.0, 2.0]
# %%
import math
casts = [int, str, float]
fn = {"root": math.sqrt}
# %%
v = "3"
# %%
r = [c(v) for c in casts] + [fn["root"](4)]
