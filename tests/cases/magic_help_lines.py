# obj? and ?obj and obj?? show help and do nothing else.
# expect: equal
# result: x
# check: x == [1, 2]
# %%
x = [1]
x.append?
# %%
?len
x.append(2)
# %%
n = len(x)
