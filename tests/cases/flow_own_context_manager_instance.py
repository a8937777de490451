# A context manager class of the notebook; the instance is entered in several cells.
# expect: equal
# result: log
# check: log == ["in", "a", "out", "in", "b", "out"]
# %%
class Span:
    def __init__(self):
        self.log = []
    def __enter__(self):
        self.log.append("in")
        return self.log
    def __exit__(self, *exc):
        self.log.append("out")
        return True
# %%
sp = Span()
with sp as w:
    w.append("a")
# %%
with sp:
    w.append("b")
    raise ValueError("swallowed")
# %%
log = sp.log
