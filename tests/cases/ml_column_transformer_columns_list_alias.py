# The transformer holds the notebook's list of columns, which grows before fit.
# expect: equal
# result: shape, held
# check: shape == (2, 2) and held == ["x", "y"]
# %%
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import MinMaxScaler
cols = ["x"]
ct = ColumnTransformer([("num", MinMaxScaler(), cols)])
# %%
cols.append("y")
# %%
df = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
shape = ct.fit_transform(df).shape
# %%
held = ct.transformers[0][2]
