# del removes the name; a later cell binds it again; a cell in between sees it missing.
# expect: equal
# result: r
# check: r == (False, [3], 2)
# %%
x = [1]
keep = x
# %%
del x
# %%
there = "x" in dir()
# %%
x = [3]
keep.append(2)
# %%
r = (there, x, len(keep))
