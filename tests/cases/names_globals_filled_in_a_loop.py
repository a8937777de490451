# Names made from strings at run time.
# expect: refused dynamic-namespace
# result: r
# check: r == 3
# %%
for i, k in enumerate(["alpha", "beta"], 1):
    globals()["v_" + k] = i
# %%
r = v_alpha + v_beta
