# %env sets a variable that Python and the shell see.
# expect: equal
# result: r
# check: r == ("9", "9", 9)
# %%
%env NB_LEVEL=9
# %%
import os
a = os.environ["NB_LEVEL"]
# %%
out = !echo $NB_LEVEL
r = (a, out[0], int(a))
