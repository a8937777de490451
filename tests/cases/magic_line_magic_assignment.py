# The value of a line magic is bound: %env and %pwd.
# expect: equal or refused magic-defines-name
# result: r
# check: r == ("7", True)
# %%
%env NB_V=7
# %%
v = %env NB_V
here = %pwd
# %%
import os
r = (v, here == os.getcwd())
