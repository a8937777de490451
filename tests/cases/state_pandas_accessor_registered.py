# A DataFrame accessor of the notebook is used by attribute in later cells.
# expect: equal or refused monkeypatch
# result: r
# check: r == 6
# %%
import pandas as pd
# %%
@pd.api.extensions.register_dataframe_accessor("geo")
class Geo:
    def __init__(self, obj):
        self.obj = obj
    def total(self):
        return int(self.obj["v"].sum())
# %%
df = pd.DataFrame({"v": [1, 2, 3]})
# %%
r = df.geo.total()
