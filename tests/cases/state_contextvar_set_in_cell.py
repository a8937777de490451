# A context variable is set in one cell and read in another.
# expect: equal or refused process-state
# result: r
# check: r == 5
# %%
from contextvars import ContextVar
level = ContextVar("level", default=1)
# %%
level.set(5)
# %%
r = level.get()
