# A with target stays bound, an except variable is unbound after its block.
# expect: equal or refused undefined-name
# result: r
# check: r == ("res", "gone", "old")
# %%
from contextlib import contextmanager
@contextmanager
def res():
    yield "res"
msg = "old"
err = "was here"
# %%
with res() as w:
    pass
# %%
try:
    1 / 0
except ZeroDivisionError as err:
    pass
# %%
try:
    state = err
except NameError:
    state = "gone"
# %%
r = (w, state, msg)
