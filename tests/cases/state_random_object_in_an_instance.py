# An object keeps its own Random; its method is called in different cells.
# expect: equal
# result: r
# check: r == [(lambda g: [g.randint(1, 6) for _ in range(4)])(__import__('random').Random(4))][0]
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
