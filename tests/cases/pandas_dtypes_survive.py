# Categories with order, time zones, periods, nullable ints, MultiIndex and index names cross a step.
# expect: equal
# result: kinds, order, names
# check: kinds == ["category", "datetime64[us, UTC]", "Int64", "period[M]"] and order == ["lo", "hi"] and names == ["k", "j"]
# %%
import pandas as pd
df = pd.DataFrame({
    "c": pd.Categorical(["hi", "lo"], categories=["lo", "hi"], ordered=True),
    "t": pd.to_datetime(["2024-01-01", "2024-02-01"], utc=True).as_unit("us"),
    "n": pd.array([1, None], dtype="Int64"),
    "p": pd.period_range("2024-01", periods=2, freq="M"),
})
df.index = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", "j"])
# %%
kinds = [str(t) for t in df.dtypes]
# %%
order = df.sort_values("c")["c"].tolist()
names = list(df.index.names)
