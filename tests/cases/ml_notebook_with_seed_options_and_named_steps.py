# A whole small notebook: an untagged seed, options, parameters, named steps that add to one dict, a closure that serves.
# expect: equal
# result: scores, p, best_name
# check: set(scores) == {"ridge", "forest"} and best_name == min(scores, key=scores.get)
# %% {"tags": []}
import numpy as np, pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import Ridge
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error
np.random.seed(42)
pd.set_option("display.max_columns", 50)
# %% {"tags": ["parameters"]}
n = 60
features = ["area", "rooms"]
seed = 7
# %% {"tags": ["step:data"]}
df = pd.DataFrame({"area": np.random.normal(100, 20, n), "rooms": np.random.randint(1, 6, n)})
df["price"] = 3 * df["area"] + 10 * df["rooms"] + np.random.randn(n)
df.loc[::17, "area"] = np.nan
df.head()
# %% {"tags": ["step:feature"]}
def add_ratio(d, a, b):
    d[f"{a}_per_{b}"] = d[a] / d[b]
    return d
df["area"] = df["area"].fillna(df["area"].median())
add_ratio(df, "area", "rooms");
features = features + ["area_per_rooms"]
# %% {"tags": ["step:feature"]}
X_train, X_test, y_train, y_test = train_test_split(df[features], df["price"], random_state=seed)
# %% {"tags": ["step:train:ridge"]}
ridge = Ridge().fit(X_train, y_train)
scores = {}
scores["ridge"] = float(mean_squared_error(y_test, ridge.predict(X_test)))
# %% {"tags": ["step:train:forest"]}
rf = RandomForestRegressor(n_estimators=5, random_state=np.random.randint(1000)).fit(X_train, y_train)
scores["forest"] = float(mean_squared_error(y_test, rf.predict(X_test)))
# %% {"tags": ["step:serve"]}
best_name = min(scores, key=scores.get)
best = {"ridge": ridge, "forest": rf}[best_name]
def predict(area, rooms):
    row = add_ratio(pd.DataFrame([{"area": area, "rooms": rooms}]), "area", "rooms")
    return float(best.predict(row[features])[0])
p = predict(120, 3)
