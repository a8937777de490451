# A property setter changes a nested list, and reading a property counts.
# expect: equal
# result: history, reads
# check: history == [20, 30] and reads == 2
# %%
class Sensor:
    def __init__(self):
        self.history = []
        self.reads = 0
    @property
    def value(self):
        self.reads += 1
        return self.history[-1]
    @value.setter
    def value(self, v):
        self.history.append(v)
# %%
s = Sensor()
history = s.history
# %%
s.value = 20
# %%
s.value
# %%
s.value = s.value + 10
# %%
reads = s.reads
