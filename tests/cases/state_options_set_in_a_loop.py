# A loop over options sets them for all that follows; its variables are nobody's.
# expect: equal
# result: shown
# check: shown == "     a\n0  1.2"
# %%
import pandas as pd
for option, value in {"display.precision": 1, "display.max_rows": 3}.items():
    pd.set_option(option, value)
# %%
x = pd.DataFrame({"a": [1.2345]})
# %%
shown = repr(x)
