# Warnings were made errors in an earlier cell, and a library warning is caught as one.
# expect: equal
# result: r, quiet
# check: r == "raised: careful" and quiet == "no"
# %%
import warnings
warnings.filterwarnings("error", category=UserWarning)
# %%
def risky():
    warnings.warn("careful")
    return "fine"
# %%
try:
    r = risky()
except UserWarning as e:
    r = f"raised: {e}"
# %%
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    quiet = "no" if risky() == "fine" else "yes"
