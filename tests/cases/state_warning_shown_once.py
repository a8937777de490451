# The default filter shows a warning once per place; the count of caught ones depends on the filter.
# expect: equal
# result: n
# check: n == 3
# %%
import warnings
def old():
    warnings.warn("old", DeprecationWarning)
# %%
warnings.simplefilter("always")
# %%
with warnings.catch_warnings(record=True) as got:
    for _ in range(3):
        old()
n = len(got)
del got
