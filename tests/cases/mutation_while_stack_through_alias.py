# A loop empties the stack through one name, the other sees it empty.
# expect: equal
# result: order, empty
# check: order == [3, 2, 4, 1] and empty is True
# %%
stack = [1, 2, 3]
todo = stack
# %%
order = []
while todo:
    x = todo.pop()
    order.append(x)
    if x == 3:
        todo[-1:] = [4, 2]
# %%
empty = not stack
