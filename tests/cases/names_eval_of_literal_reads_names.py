# eval of a literal reads names that static analysis sees only inside the string.
# expect: equal or refused dynamic-namespace
# result: r
# check: r == 11
# %%
a = 1
b = 10
# %%
a = a + 0
# %%
r = eval("a + b")
