# Lambdas made in a loop see the loop variable's value at the call; the ones with a default do not.
# expect: equal or refused unpicklable-value
# result: late, early, after
# check: late == [2, 2, 2] and early == [0, 1, 2] and after == [9, 9, 9]
# %%
late_fs, early_fs = [], []
for i in range(3):
    late_fs.append(lambda: i)
    early_fs.append(lambda i=i: i)
# %%
late = [f() for f in late_fs]
early = [f() for f in early_fs]
# %%
i = 9
# %%
after = [f() for f in late_fs]
