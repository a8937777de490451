# Cells of assertions, pass, docstrings, comments and nothing at all.
# expect: equal
# result: x
# check: x == 2
# %%
x = 1
# %%
assert x == 1, "x changed"
pass
# %%
# only a comment
# %%
"""Only a string."""
# %%

# %%
x += 1
