# What a branch, a fallback or a `with` defines in one step is called in others.
# expect: equal
# result: y, z
# check: (y, z) == (6, 14)
# %%
import sys
try:
    from a_module_that_nobody_has import double
except ImportError:
    def double(v):
        return 2 * v
# %%
if sys.version_info > (3,):
    def third(): return 3
else:
    def third(): return 0
x = third()
# %%
y = double(third())
# %%
z = double(third() + y - 2)
