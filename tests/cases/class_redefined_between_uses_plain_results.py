# Same as above, but only plain values live past the second definition.
# expect: equal
# result: r
# check: r == ["v1", "v2"]
# %%
class A:
    def v(self):
        return "v1"
# %%
r = [A().v()]
# %%
class A:
    def v(self):
        return "v2"
# %%
r.append(A().v())
