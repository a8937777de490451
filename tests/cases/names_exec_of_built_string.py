# exec of a string that is put together at run time.
# expect: refused dynamic-namespace
# result: r
# check: r == 3
# %%
names = ["p", "q"]
# %%
exec("\n".join(f"{n} = {i}" for i, n in enumerate(names, 1)))
# %%
r = p + q
