# Chained comparisons, `and`/`or` values and a conditional lambda.
# expect: equal
# result: r
# check: r == (True, 0, "dflt", "small")
# %%
lo, mid, hi = 0, 5, 9
# %%
inside = lo < mid <= hi != lo
# %%
size = (lambda v: "big" if v > mid else "small")
# %%
r = (inside, lo and hi, "" or "dflt", size(3))
