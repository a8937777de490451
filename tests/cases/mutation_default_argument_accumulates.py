# A mutable default is one list for all calls, also when the calls are in different cells.
# expect: equal or refused closure-state
# result: first, last
# check: first == [1, 2, 3] and last == [1, 2, 3]
# %%
def add(x, acc=[]):
    acc.append(x)
    return acc
# %%
first = add(1)
# %%
add(2)
# %%
last = add(3)
