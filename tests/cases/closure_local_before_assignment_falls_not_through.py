# A name assigned anywhere in a function is local everywhere in it.
# expect: equal
# result: kind, x
# check: kind == "UnboundLocalError" and x == 1
# %%
x = 1
# %%
def f():
    y = x
    x = 2
    return y
# %%
try:
    kind = f()
except NameError as e:
    kind = type(e).__name__
