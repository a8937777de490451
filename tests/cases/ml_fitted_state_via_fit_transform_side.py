# fit_transform's result is kept, and so is the state that it left in the object.
# expect: equal
# result: classes, back
# check: classes == ["a", "b"] and back == ["b"]
# %%
from sklearn.preprocessing import LabelEncoder
le = LabelEncoder()
# %%
codes = le.fit_transform(["b", "a", "b"])
# %%
classes = list(map(str, le.classes_))
# %%
back = [str(v) for v in le.inverse_transform(codes[:1])]
