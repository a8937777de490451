# A user class with __eq__ and __hash__ as dict key and set member.
# expect: equal
# result: r
# check: r == (1, "v", ["b", "a"])
# %%
class Key:
    def __init__(self, k):
        self.k = k
    def __eq__(self, o):
        return isinstance(o, Key) and self.k == o.k
    def __hash__(self):
        return hash(self.k)
# %%
d = {Key("b"): "v"}
d[Key("a")] = "w"
# %%
d[Key("b")] = "v"
s = {Key("b"), Key("b")}
# %%
r = (len(s), d[Key("b")], [k.k for k in d])
