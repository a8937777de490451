# Calling and indexing an object change it, although both look like reads.
# expect: equal
# result: a, b, hits
# check: a == 1 and b == 2 and hits == 1
# %%
class Counter2:
    def __init__(self):
        self.n = 0
        self.hits = 0
    def __call__(self):
        self.n += 1
        return self.n
    def __getitem__(self, k):
        self.hits += 1
        return k
# %%
c = Counter2()
# %%
a = c()
# %%
c["x"]
# %%
b = c()
hits = c.hits
