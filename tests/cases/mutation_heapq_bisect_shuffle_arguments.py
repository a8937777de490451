# Library functions that change their argument and return nothing.
# expect: equal
# result: h, s, deck, smallest
# check: h == [2, 5, 4] and s == [1, 2, 3] and smallest == 1 and sorted(deck) == [0, 1, 2, 3, 4] and deck != [0, 1, 2, 3, 4]
# %%
import heapq
import random
from bisect import insort
h = [5, 1, 4]
s = [1, 3]
deck = list(range(5))
# %%
heapq.heapify(h)
heapq.heappush(h, 2)
# %%
insort(s, 2)
# %%
random.Random(3).shuffle(deck)
# %%
smallest = heapq.heappop(h)
