# The loop does not run, so its variable keeps the older value.
# expect: equal
# result: r, i
# check: r == 100 and i == 10
# %%
i = 10
# %%
for i in []:
    pass
# %%
r = i * 10
