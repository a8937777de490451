# match, case, type and print are ordinary names.
# expect: equal
# result: r
# check: r == (2, ["case"], "int", 6)
# %%
match = 1
case = ["case"]
type = "int"
# %%
match += 1
print = match * 3
# %%
r = (match, case, type, print)
