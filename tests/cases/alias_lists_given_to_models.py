# Lists that models were given, by name or not, are changed through the models: the lists change under their own names.
# expect: equal
# result: sizes
# check: sizes == [3, 3, 3, 3]
# %%
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
NUMBERS = ["a", "b"]
OTHERS = ["a", "b"]
LEVELS = [["x", "y"]]
MORE = [["x", "y"]]
# %%
columns = ColumnTransformer([("num", StandardScaler(), NUMBERS)])
others = make_column_transformer((StandardScaler(), OTHERS))
pipe = Pipeline([("hot", OneHotEncoder(categories=LEVELS))])
encoder = OneHotEncoder().set_params(categories=MORE)
# %%
columns.transformers[0][2].append("c")
others.transformers[0][2].append("c")
pipe.named_steps["hot"].categories[0].append("z")
encoder.get_params()["categories"][0].append("z")
# %%
sizes = [len(NUMBERS), len(OTHERS), len(LEVELS[0]), len(MORE[0])]
