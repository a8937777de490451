# A pattern that matched before its guard failed has bound its names.
# expect: equal
# result: r, x
# check: r == "other" and x == 5
# %%
x = 1
# %%
match 5:
    case x if x > 10:
        r = "big"
    case _:
        r = "other"
# %%
y = x
