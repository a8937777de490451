# Frames are given names of their own, which pandas does not keep, and are then told apart by them.
# expect: equal
# result: shapes, total
# check: shapes == {"Training": (3, 2), "Test": (2, 2)} and total == 15
# %%
import warnings
import pandas as pd
warnings.simplefilter("ignore")
train = pd.DataFrame({"a": [1, 2, 3]})
test = pd.DataFrame({"a": [4, 5]})
# %%
both = [train, test]
for each in both:
    each["b"] = each.a * 2
    each.a = each.a + 0
# %%
train.name = "Training"
test.name = "Test"
# %%
shapes = {each.name: each.shape for each in both}
# %%
total = int(train.a.sum() + test.a.sum())
