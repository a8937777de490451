# `__init_subclass__` fills a register that a step reads; the step names no subclass.
# expect: equal
# result: names, runs
# check: names == ["A", "B"] and runs == [1, 2]
# %% {"tags": []}
class Base:
    registry = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Base.registry[cls.__name__] = cls
class A(Base):
    def run(self):
        return 1
class B(A):
    def run(self):
        return 2
# %% {"tags": ["step:data"]}
names = sorted(Base.registry)
# %% {"tags": ["step:train"]}
runs = [Base.registry[name]().run() for name in names]
