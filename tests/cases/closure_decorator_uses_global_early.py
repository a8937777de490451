# The decorator's argument is read at definition; the global changes before the call.
# expect: equal or refused closure-state
# result: r
# check: r == ("<<", "hi", 2)
# %%
mark = "<<"
level = 1
# %%
def prefix(p):
    def deco(f):
        def inner(*a):
            return (p, *f(*a))
        return inner
    return deco
@prefix(mark)
def say(x):
    return (x, level)
# %%
mark = ">>"
level = 2
# %%
r = say("hi")
