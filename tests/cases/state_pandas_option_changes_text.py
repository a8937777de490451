# A display option set in one cell changes str(df) in another.
# expect: equal
# result: text
# check: "1.23" in text and "1.2346" not in text
# %%
import pandas as pd
pd.set_option("display.precision", 2)
# %%
df = pd.DataFrame({"v": [1.23456]})
# %%
text = str(df)
