# set_params changes the model in place, through the pipeline.
# expect: equal
# result: r
# check: r == (0.1, 5)
# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
ridge = Ridge()
rf = RandomForestClassifier(random_state=0)
# %%
pipe = make_pipeline(ridge)
# %%
pipe.set_params(ridge__alpha=0.1)
rf.n_estimators = 5
# %%
r = (ridge.alpha, rf.get_params()["n_estimators"])
