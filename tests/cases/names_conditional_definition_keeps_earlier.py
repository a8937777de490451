# Only one branch binds the name again; the earlier value must get through.
# expect: equal
# result: r
# check: r == [1, 20]
# %%
a, b = 1, 2
# %%
if a > 5:
    a = 10
if b < 5:
    b = 20
# %%
r = [a, b]
