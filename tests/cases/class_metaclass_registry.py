# A metaclass records every class that is defined, in whichever cell.
# expect: equal or refused class-state
# result: r
# check: r == ["Csv", "Json"]
# %%
class Meta(type):
    known = {}
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        if bases:
            mcs.known[name] = cls
        return cls
class Reader(metaclass=Meta):
    pass
# %%
class Csv(Reader):
    pass
# %%
class Json(Reader):
    pass
# %%
r = sorted(Meta.known)
