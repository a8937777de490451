# dict(alpha=1), obj.beta and a string "gamma" do not read alpha, beta, gamma.
# expect: equal
# result: r
# check: r == (1, 2, "gamma {alpha}")
# %%
from types import SimpleNamespace
ns = SimpleNamespace(beta=2)
# %%
d = dict(alpha=1)
# %%
r = (d["alpha"], ns.beta, "gamma {alpha}")
