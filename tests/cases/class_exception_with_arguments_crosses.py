# An exception whose constructor takes other arguments than it gives to super does not pickle by itself.
# expect: equal or refused unpicklable-value
# result: r
# check: r == ("code 7: boom", 7)
# %%
class CodeError(Exception):
    def __init__(self, code, text):
        super().__init__(f"code {code}: {text}")
        self.code = code
# %%
try:
    raise CodeError(7, "boom")
except CodeError as e:
    err = e
# %%
r = (str(err), err.code)
