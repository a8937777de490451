# Attributes changed by setattr, vars() and __dict__ without an attribute assignment.
# expect: equal
# result: out
# check: out == (2, 3, 4, 10)
# %%
from types import SimpleNamespace
cfg = SimpleNamespace(rate=1, depth=10)
alias = cfg
# %%
setattr(cfg, "rate", 2)
# %%
vars(cfg)["width"] = 3
# %%
cfg.__dict__.update(height=4)
# %%
out = (alias.rate, alias.width, alias.height, alias.depth)
