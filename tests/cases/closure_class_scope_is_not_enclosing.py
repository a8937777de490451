# A method does not see its class's names; it sees the module's.
# expect: equal
# result: r
# check: r == ("module", "class")
# %%
tag = "module"
# %%
class A:
    tag = "class"
    def free(self):
        return tag
    def own(self):
        return self.tag
# %%
r = (A().free(), A().own())
