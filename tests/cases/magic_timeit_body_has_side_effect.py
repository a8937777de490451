# A %%timeit body does not bind names, but it does change objects, as often as it runs.
# expect: equal or refused timing-side-effect
# result: n
# check: n == 2
# %%
xs = []
# %%
%%timeit -n2 -r1
xs.append(1)
# %%
n = len(xs)
