# isinstance, type(x) is C and except C across cells, with subclasses.
# expect: equal
# result: r
# check: r == (True, True, True, "caught sub")
# %%
class Base:
    pass
class Sub(Base):
    pass
class Err(Exception):
    pass
class SubErr(Err):
    pass
# %%
s = Sub()
e = SubErr("sub")
# %%
try:
    raise e
except Err as x:
    msg = f"caught {x}"
# %%
r = (isinstance(s, Base), type(s) is Sub, type(e).__mro__[1] is Err, msg)
