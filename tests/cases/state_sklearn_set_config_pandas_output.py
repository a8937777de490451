# Transformers give DataFrames because of a setting made cells ago.
# expect: equal
# result: cols
# check: cols == ["a", "b"]
# %%
import sklearn
sklearn.set_config(transform_output="pandas")
# %%
import pandas as pd
from sklearn.preprocessing import StandardScaler
X = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 5.0]})
# %%
Z = StandardScaler().fit_transform(X)
# %%
cols = list(Z.columns)
