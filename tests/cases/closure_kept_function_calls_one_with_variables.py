# A dict keeps a function that calls another one, which looks up a variable.
# expect: equal
# result: r
# check: r == [3, 9]
# %%
factor = 3
def scale(x):
    return x * factor
# %%
state = {"n": 1}
def update(frame):
    state["n"] = scale(state["n"])
    return state["n"]
kept = {"update": update}
# %%
r = [kept["update"](frame) for frame in range(2)]
