# Each call changes the object and returns it; the results are all the same object.
# expect: equal
# result: sql, same
# check: sql == "a b c" and same is True
# %%
class Query:
    def __init__(self):
        self.parts = []
    def add(self, p):
        self.parts.append(p)
        return self
    def text(self):
        return " ".join(self.parts)
# %%
q = Query().add("a")
# %%
r = q.add("b")
# %%
r.add("c")
# %%
sql = q.text()
same = q is r
