# A lambda that appends to a global list is called by a library function in another cell.
# expect: equal
# result: log
# check: log == ["a", "b", "B"]
# %%
import re
log = []
keep = lambda m: log.append(m.group()) or m.group().upper()
# %%
out = re.sub("[ab]", keep, "a-b")
# %%
log.append(out[-1])
# %%
n = len(log)
