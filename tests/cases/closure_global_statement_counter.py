# `global` in a function called in several cells and inside an expression.
# expect: equal
# result: n, ids
# check: n == 4 and ids == [1, 2, 3, 4]
# %%
n = 0
def new_id():
    global n
    n += 1
    return n
# %%
ids = [new_id()]
# %%
ids += [new_id() for _ in range(2)]
# %%
ids.append(new_id())
