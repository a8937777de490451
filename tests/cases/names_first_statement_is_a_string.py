# A string at the top of a cell is not data, but __doc__ of a function is.
# expect: equal
# result: r
# check: r == ("Says hi.", "not a docstring 3")
# %%
"""This cell looks like it has a docstring."""
x = 3
def hi():
    """Says hi."""
# %%
f"not a docstring {x}"
msg = f"not a docstring {x}"
# %%
r = (hi.__doc__, msg)
