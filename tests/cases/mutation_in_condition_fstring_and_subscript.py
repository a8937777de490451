# pop() hidden in a condition, an f-string, an assert and a subscript.
# expect: equal
# result: log, left, d
# check: log == ["big", "4"] and left == [1] and d == {3: "x", "k": 2}
# %%
xs = [1, 2, 3, 4, 5]
alias = xs
log = []
# %%
if xs.pop() > 4:
    log.append("big")
# %%
log.append(f"{xs.pop()}")
# %%
d = {}
d[xs.pop()] = "x"
assert d.setdefault("k", xs.pop()) == 2
# %%
left = alias
