# A notebook keeps its state on a module object.
# expect: equal or refused unpicklable-value
# result: r
# check: r == [1, 2]
# %%
import types
store = types.ModuleType("store")
store.items = []
# %%
store.items.append(1)
# %%
store.items.append(2)
# %%
r = store.items
