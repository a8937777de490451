# `global x` outside of a function is allowed and does nothing.
# expect: equal
# result: r
# check: r == 3
# %%
global x
x = 1
# %%
def f():
    global x
    x = x + 1
# %%
f()
f()
# %%
r = x
