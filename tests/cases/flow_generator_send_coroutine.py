# A running average kept in a coroutine that is sent values from several cells.
# expect: refused generator-crosses-step
# result: r
# check: r == [2.0, 3.0]
# %%
def avg():
    total = n = 0
    v = None
    while True:
        x = yield v
        total += x
        n += 1
        v = total / n
# %%
c = avg()
next(c)
# %%
r = [c.send(2)]
# %%
r.append(c.send(4))
