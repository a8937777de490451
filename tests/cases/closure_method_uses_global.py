# A method reads a module-level name that a later cell binds again.
# expect: equal
# result: a, b
# check: a == 1.2 and b == 1.5
# %%
VAT = 0.2
class Item:
    def __init__(self, p):
        self.p = p
    def gross(self):
        return round(self.p * (1 + VAT), 2)
# %%
it = Item(1)
a = it.gross()
# %%
VAT = 0.5
# %%
b = it.gross()
