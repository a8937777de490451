# The notebook reaches its own names through `import __main__`.
# expect: equal or refused dynamic-namespace
# result: r
# check: r == (5, 6)
# %%
x = 5
# %%
import __main__
__main__.y = 6
# %%
r = (__main__.x, y)
