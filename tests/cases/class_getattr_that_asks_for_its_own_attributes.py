# A wrapper hands attributes on: pickle asks an instance that has none yet, which would recur without end.
# expect: equal
# result: total
# check: total == 4
# %%
class Wrapper:
    def __init__(self, inner):
        self._inner = inner
    def __getattr__(self, name):
        return getattr(self._inner, name)
wrapped = Wrapper([1, 2])
# %%
wrapped.append(1)
# %%
total = sum(wrapped._inner)
