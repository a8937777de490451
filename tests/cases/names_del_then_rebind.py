# del removes the name; a later cell binds it again; a cell in between sees it missing.
# expect: equal or refused undefined-name
# result: r
# check: r == (False, [3], 2)
# %%
x = [1]
keep = x
# %%
del x
# %%
try:
    x
    there = True
except NameError:
    there = False
# %%
x = [3]
keep.append(2)
# %%
r = (there, x, len(keep))
