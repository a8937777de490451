# A function uses an alias that means another module by the time of the second call.
# expect: equal
# result: a, b
# check: a == "bytes" and b == "str"
# %%
import pickle as codec
def dump(x):
    return type(codec.dumps(x)).__name__
# %%
a = dump(1)
# %%
import json as codec
# %%
b = dump(1)
