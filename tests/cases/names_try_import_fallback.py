# The import fails and the fallback is used.
# expect: equal
# result: r, fast
# check: r == '{"a": 1}' and fast is False
# %%
try:
    import no_such_fast_json_module as js
    fast = True
except ImportError:
    import json as js
    fast = False
# %%
r = js.dumps({"a": 1})
