# The old value that setting an option gives is the one from before, and restores it.
# expect: equal
# result: r
# check: r == ("warn", "ignore", "warn")
# %%
import numpy as np
old = np.seterr(divide="ignore")
# %%
mid = np.geterr()["divide"]
# %%
np.seterr(**old)
r = (old["divide"], mid, np.geterr()["divide"])
