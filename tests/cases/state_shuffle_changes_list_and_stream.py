# np.random.shuffle changes its argument and the stream that the next cell goes on with.
# expect: equal
# result: deck, x
# check: sorted(deck) == [0, 1, 2, 3, 4, 5] and deck == hand
# %%
from numpy import random as nr
nr.seed(9)
deck = list(range(6))
hand = deck
# %%
nr.shuffle(hand)
# %%
x = int(nr.randint(0, 1000))
