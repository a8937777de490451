# The scaler inside the pipeline is the scaler of the notebook: fitting the pipeline fits it.
# expect: equal
# result: mean, same
# check: mean == 2.0 and same is True
# %%
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
sc = StandardScaler()
# %%
pipe = Pipeline([("sc", sc), ("clf", LogisticRegression())])
# %%
pipe.fit(np.array([[1.0], [3.0]]), [0, 1])
# %%
mean = float(sc.mean_[0])
same = pipe.named_steps["sc"] is sc
