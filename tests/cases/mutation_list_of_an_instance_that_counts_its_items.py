# A cell only shows the list of an instance, whose class counts which items it was asked for.
# expect: equal
# result: r
# check: r == 3
# %%
class Rows:
    def __init__(self):
        self.asked = 0
    def __getitem__(self, index):
        self.asked += 1
        if index > 1:
            raise IndexError
        return index
rows = Rows()
# %%
list(rows)
# %%
r = rows.asked
