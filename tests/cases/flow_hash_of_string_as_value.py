# hash() of an int is stable; a set of strings is only compared, not listed.
# expect: equal
# result: r
# check: r == (7, True, ["a", "b"])
# %%
h = hash(7)
s = {"b", "a"}
# %%
t = set("ab")
# %%
r = (h, s == t, sorted(s & t))
