# A walrus in a while condition, in a comprehension's condition and inside a call.
# expect: equal
# result: r
# check: r == ([3, 2, 1], 0, [4, 6], 6, 3)
# %%
stack = [1, 2, 3]
out = []
# %%
while (top := stack.pop() if stack else 0):
    out.append(top)
# %%
big = [y for x in (1, 2, 3) if (y := x * 2) > 3]
n = len(sizes := [1, 2, 3])
# %%
r = (out, top, big, y, max(sizes))
