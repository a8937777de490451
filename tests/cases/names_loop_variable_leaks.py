# The loop variables are used after the loop in other cells.
# expect: equal
# result: r
# check: r == (2, "c", 5, 4)
# %%
for i, (c, *rest) in enumerate(["ab", "bc", "cd"]):
    last = rest
# %%
for a in range(3):
    for b in range(a, 5):
        pass
# %%
r = (i, c, a + 3, b)
