# An option set by `with` holds in the block only.
# expect: equal
# result: inside, outside
# check: inside == 3 and outside == 6
# %%
import pandas as pd
# %%
with pd.option_context("display.precision", 3):
    inside = pd.get_option("display.precision")
# %%
outside = pd.get_option("display.precision")
