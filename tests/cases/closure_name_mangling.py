# Private names are mangled by class, also through a base class of another cell.
# expect: equal
# result: r
# check: r == ("base", "sub", ["_Base__v", "_Sub__v"])
# %%
class Base:
    def __init__(self):
        self.__v = "base"
    def base(self):
        return self.__v
# %%
class Sub(Base):
    def __init__(self):
        super().__init__()
        self.__v = "sub"
    def sub(self):
        return self.__v
# %%
s = Sub()
# %%
r = (s.base(), s.sub(), sorted(vars(s)))
