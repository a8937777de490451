# %reset -f removes every name of the notebook.
# expect: equal or refused magic-deletes-names
# result: r
# check: r == "gone"
# %%
x = 1
# %%
%reset -f
# %%
try:
    r = x
except NameError:
    r = "gone"
