# Names made through globals() with a literal key.
# expect: equal or refused dynamic-namespace
# result: r, z
# check: r == 6 and z == 5
# %%
globals()["z"] = 5
# %%
r = z + 1
