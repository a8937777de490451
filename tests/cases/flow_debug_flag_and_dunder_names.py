# __debug__, __doc__ and __builtins__ reads.
# expect: equal
# result: r
# check: r == (True, 3, True)
# %%
mode = __debug__
# %%
import builtins
n = builtins.len([1, 2, 3])
# %%
r = (mode, n, hasattr(builtins, "print"))
