# The option is set by attribute assignment, and through a function.
# expect: equal
# result: n, text
# check: n == 7 and ".." in text and text.count("\n") == 5
# %%
import pandas as pd
def setup():
    pd.options.display.max_columns = 7
pd.options.display.max_rows = 4
# %%
setup()
# %%
n = pd.get_option("display.max_columns")
text = repr(pd.Series(range(100)))
