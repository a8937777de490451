# A helper is deleted after a list comprehension used it; a caller of it then fails.
# expect: equal or refused undefined-name
# result: out, failed
# check: out == [1, 4] and failed is True
# %%
def sq(x):
    return x * x
def use(x):
    return sq(x)
# %%
out = [use(i) for i in (1, 2)]
# %%
del sq
# %%
try:
    use(3)
    failed = False
except NameError:
    failed = True
