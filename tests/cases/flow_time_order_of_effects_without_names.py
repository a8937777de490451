# Two cells share no name, but both write to the same list through a function each.
# expect: equal
# result: log
# check: log == ["first", "second", "third"]
# %%
log = []
def a():
    log.append("first")
def b():
    log.append("second")
# %%
a()
# %%
b()
# %%
log.append("third")
