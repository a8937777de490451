# An object keeps its own Random; its method is called in different cells.
# expect: equal
# result: r
# check: r == [6, 6, 0, 4] or len(r) == 4
# %%
import random
class Dice:
    def __init__(self, seed):
        self.rng = random.Random(seed)
    def roll(self):
        return self.rng.randint(1, 6)
# %%
d = Dice(4)
r = [d.roll()]
# %%
r.append(d.roll())
# %%
r += [d.roll(), d.roll()]
