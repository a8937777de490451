# Base, mixin and sub class come from different cells; super() goes through all.
# expect: equal
# result: r
# check: r == ["sub", "mixin", "base"]
# %%
class Base:
    def who(self):
        return ["base"]
# %%
class Mixin:
    def who(self):
        return ["mixin"] + super().who()
# %%
class Sub(Mixin, Base):
    def who(self):
        return ["sub"] + super().who()
# %%
s = Sub()
# %%
r = s.who()
