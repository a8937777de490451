# Functions and classes enter themselves into a dict outside all steps, in two cells; two steps look them up.
# expect: equal
# result: ys, total, order
# check: ys == {"shift": [3, 4], "scale": [4, 6]} and total == 22 and order == ["shift", "scale"]
# %% {"tags": []}
PLUGINS = {}


def plugin(name):
    def enter(made):
        PLUGINS[name] = made
        return made

    return enter
# %% {"tags": []}
@plugin("shift")
def shift(x):
    return x + 1


@plugin("scale")
class Scale:
    def __new__(cls, x):
        return x * 2
# %% {"tags": ["step:data"]}
xs = [2, 3]
# %% {"tags": ["step:feature"]}
ys = {name: [made(x) for x in xs] for name, made in PLUGINS.items()}
# %% {"tags": ["step:train"]}
total = sum(map(sum, ys.values())) + PLUGINS["shift"](4)
order = list(PLUGINS)
