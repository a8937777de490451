# A function keeps its count on itself.
# expect: equal or refused function-state
# result: calls, y
# check: calls == 2 and y == 9
# %%
def square(x):
    square.calls += 1
    return x * x
square.calls = 0
# %%
square(2)
# %%
y = square(3)
# %%
calls = square.calls
