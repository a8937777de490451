# Seed and draw through names imported from random, in three cells.
# expect: equal
# result: xs, c
# check: xs == [__import__("random").Random(5).random()] and c in "abc"
# %%
from random import choice, random as rnd, seed
seed(5)
# %%
xs = [rnd()]
# %%
c = choice("abc")
