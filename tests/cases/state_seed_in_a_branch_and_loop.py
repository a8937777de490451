# The seed is set only under a condition, and draws happen in a loop over a later cell's data.
# expect: equal
# result: r
# check: r == [__import__("random").Random(4).randint(0, 99)] + r[1:] and len(r) == 3
# %%
import random
fixed = True
# %%
if fixed:
    random.seed(4)
# %%
names = ["a", "b", "c"]
# %%
r = [random.randint(0, 99) for _ in names]
