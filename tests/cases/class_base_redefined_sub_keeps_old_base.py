# The subclass was made from the first Base and keeps it.
# expect: equal or refused class-redefined
# result: r
# check: r == ("one", "two", False)
# %%
class Base:
    name = "one"
# %%
class Sub(Base):
    pass
# %%
class Base:
    name = "two"
# %%
r = (Sub.name, Base.name, issubclass(Sub, Base))
