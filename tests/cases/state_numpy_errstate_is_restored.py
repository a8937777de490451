# np.errstate holds in its block only, seterr's old value is put back later.
# expect: equal
# result: r
# check: r == ["raised", "raised", "inf"]
# %%
import numpy as np
import warnings
warnings.filterwarnings("ignore")
def probe():
    try:
        np.array([1.0]) / 0
        return "inf"
    except FloatingPointError:
        return "raised"
# %%
with np.errstate(all="raise"):
    r = [probe()]
# %%
old = np.seterr(all="raise")
# %%
r.append(probe())
# %%
np.seterr(**old)
# %%
r.append(probe())
