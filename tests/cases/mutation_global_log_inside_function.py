# A function appends to a global list without being given it; another function rebinds a global int.
# expect: equal
# result: log, n, last
# check: log == ["a", "b"] and n == 2 and last == 2
# %%
log = []
n = 0
# %%
def note(s):
    global n
    log.append(s)
    n += 1
# %%
note("a")
# %%
note("b")
# %%
last = len(log)
