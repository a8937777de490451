# __subclasses__() finds classes that nothing else names.
# expect: equal or refused class-state
# result: r
# check: r == ["A", "B"]
# %%
class Plugin:
    pass
# %%
class A(Plugin):
    pass
# %%
class B(Plugin):
    pass
# %%
r = sorted(c.__name__ for c in Plugin.__subclasses__())
