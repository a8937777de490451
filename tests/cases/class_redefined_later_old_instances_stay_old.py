# After a class is defined again, old instances keep the old class.
# expect: equal or refused class-redefined
# result: r
# check: r == ("v1", "v2", False, True)
# %%
class A:
    def v(self):
        return "v1"
# %%
old = A()
# %%
class A:
    def v(self):
        return "v2"
# %%
new = A()
# %%
r = (old.v(), new.v(), isinstance(old, A), isinstance(new, A))
