# In one cell: a name, a class whose body binds the same name from it, and a use of both.
# expect: equal
# result: r
# check: r == (2, 1, 12)
# %%
x = 1
class A:
    x = x + 1
    def get(self):
        return x
# %%
a = (A.x, A().get())
# %%
x = 12
# %%
r = (*a, A().get())
