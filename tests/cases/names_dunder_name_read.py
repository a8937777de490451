# __name__ is "__main__" also when it is a value.
# expect: equal
# result: r
# check: r == ("__main__", "__main__.f")
# %%
def f():
    return __name__ + ".f"
# %%
who = __name__
# %%
r = (who, f())
