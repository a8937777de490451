# zip, map, enumerate and reversed objects are partially consumed in different cells.
# expect: equal or refused iterator-crosses-step
# result: r
# check: r == [(1, "a"), "1", [(2, "b")], ["2", "3"], (1, 9)]
# %%
z = zip([1, 2], "ab")
m = map(str, [1, 2, 3])
e = enumerate([8, 9])
# %%
r = [next(z), next(m)]
next(e)
# %%
r += [list(z), list(m), next(e)]
