# An exception object carries a list that is changed after it was caught.
# expect: equal
# result: bad, n
# check: bad == [1, 2] and n == 2
# %%
bad = []
class Invalid(Exception):
    def __init__(self, items):
        super().__init__("invalid")
        self.items = items
# %%
try:
    raise Invalid(bad)
except Invalid as e:
    kept = e
# %%
kept.items.extend([1, 2])
# %%
n = len(bad)
