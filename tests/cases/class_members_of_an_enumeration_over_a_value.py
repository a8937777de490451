# Members of an enumeration that was made with a variable: in a list, as keys, and taken by iterating over the class.
# expect: equal
# result: total, names, counts
# check: total == 9 and names == ["LOW", "HIGH"] and counts == [1, 0]
# %%
from enum import Enum
base = int("4")
class Level(Enum):
    LOW = base
    HIGH = base + 1
# %%
both = [Level.LOW, Level.HIGH]
members = list(Level)
tally = {Level.LOW: 0, Level.HIGH: 0}
# %%
total = sum(level.value for level in both)
# %%
names = [level.name for level in members]
tally[both[0]] += 1
# %%
counts = [tally[level] for level in both]
