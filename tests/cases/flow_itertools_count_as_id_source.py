# next(counter) gives ids in several cells.
# expect: equal or refused iterator-crosses-step
# result: ids
# check: ids == [1, 2, 3]
# %%
from itertools import count
ids_src = count(1)
def new():
    return next(ids_src)
# %%
ids = [new()]
# %%
ids.append(next(ids_src))
# %%
ids.append(new())
