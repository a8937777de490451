# A list on the class, filled through instances in several cells.
# expect: equal or refused class-state
# result: names, n
# check: names == ["a", "b"] and n == 2
# %%
class Plugin:
    registry = []
    def __init__(self, name):
        self.name = name
        self.registry.append(name)
# %%
a = Plugin("a")
# %%
b = Plugin("b")
# %%
names = list(Plugin.registry)
n = len(a.registry)
