# Keyword-only defaults are early too, and a default may call a function.
# expect: equal
# result: r, calls
# check: r == [[1], [1], [5]] and calls == 1
# %%
calls = 0
def start():
    global calls
    calls += 1
    return [calls]
# %%
def f(*, seed=start()):
    return seed
# %%
r = [f(), f()]
# %%
r.append(f(seed=[5]))
