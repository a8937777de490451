# A dict keyed by classes of the notebook picks the handler for an instance.
# expect: equal or refused unpicklable-value
# result: r
# check: r == ["A!", "B?"]
# %%
class A:
    pass
class B(A):
    pass
# %%
handlers = {A: lambda o: "A!", B: lambda o: "B?"}
# %%
objs = [A(), B()]
# %%
r = [handlers[type(o)](o) for o in objs]
