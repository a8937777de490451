# A function draws from the generator that it is given or that is its default.
# expect: equal or refused closure-state
# result: r
# check: r == [int(v) for v in __np.random.RandomState(2).randint(0, 1000, 3)]
# %%
import numpy as np
rs = np.random.RandomState(2)
def draw(g=rs):
    return int(g.randint(0, 1000))
# %%
r = [draw()]
# %%
r.append(draw(rs))
# %%
r.append(draw())
