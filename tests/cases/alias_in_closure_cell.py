# A closure holds a list that the notebook also holds by name.
# expect: equal or refused closure-state
# result: buf, n
# check: buf == [1, 2, 3] and n == 3
# %%
buf = []
def make(store):
    def push(x):
        store.append(x)
        return len(store)
    return push
# %%
push = make(buf)
# %%
push(1)
# %%
buf.append(2)
# %%
n = push(3)
