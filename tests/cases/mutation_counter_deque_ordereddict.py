# collections types changed by their own methods through aliases.
# expect: equal
# result: top, order, window
# check: top == ("b", 3) and order == ["y", "x"] and window == [3, 1, 2]
# %%
from collections import Counter, OrderedDict, deque
c = Counter("ab")
od = OrderedDict(x=1, y=2)
dq = deque([1], maxlen=3)
c2, od2, dq2 = c, od, dq
# %%
c.update("bb")
od.move_to_end("x")
# %%
dq.extend([2, 3])
dq.rotate(1)
# %%
top = c2.most_common(1)[0]
order = list(od2)
window = list(dq2)
