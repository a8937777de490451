# The name is never bound; the user of it catches that.
# expect: equal or refused undefined-name
# result: y
# check: y == "absent"
# %%
flag = sum([1, 2]) == 0
# %%
if flag:
    found = 2
# %%
try:
    y = found + 1
except NameError:
    y = "absent"
