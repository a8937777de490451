# A function that is called reads a name that nothing defines.
# expect: refused undefined-name
# result: y
# raises: NameError
# %%
def f(x):
    return x * undefined_factor
# %%
x = 2
# %%
y = f(x)
