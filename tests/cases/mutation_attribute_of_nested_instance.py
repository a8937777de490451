# obj.child.items changed through a name that holds only the child.
# expect: equal
# result: items, depth
# check: items == [1] and depth == 2
# %%
class Box:
    pass
root = Box()
root.child = Box()
root.child.items = []
root.child.depth = 1
# %%
kid = root.child
# %%
kid.items.append(1)
kid.depth += 1
# %%
items, depth = root.child.items, root.child.depth
