# The default argument is a global list: calls are visible through the global's name.
# expect: equal or refused closure-state
# result: seen, r
# check: seen == [1, 2] and r == 2
# %%
seen = []
def visit(x, log=seen):
    log.append(x)
    return len(log)
# %%
visit(1)
# %%
r = visit(2)
# %%
r = len(seen)
