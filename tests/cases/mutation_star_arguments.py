# Objects reached through *args and **kwargs are the caller's objects.
# expect: equal
# result: a, b, d
# check: a == [1, 0] and b == [2, 0] and d == {"n": 1}
# %%
a, b, d = [1], [2], {}
def touch(*parts, **named):
    for p in parts:
        p.append(0)
    named["box"]["n"] = 1
# %%
pair = (a, b)
# %%
touch(*pair, **{"box": d})
# %%
size = len(a) + len(b) + len(d)
