# A cell reaches variables through the module in which it runs: in another process that is another module.
# expect: refused dynamic namespace
# result: b
# check: b == 8
# %%
import sys
import importlib
x = 5
# %%
b = getattr(sys.modules["__main__"], "x", 0) + importlib.import_module("__main__").x
b -= 1 + hasattr(sys.modules["__main__"], "x")
