# A name stands for an instance or for `None`: its methods, and what a context manager with parameters gives, change it.
# expect: equal
# result: used
# check: used == (2, 1, 1, 1)
# %%
from contextlib import contextmanager
class Pool:
    def __init__(self, size=1):
        self.size = size
        self.used = 0
    def get(self):
        self.used += 1
        return self
@contextmanager
def opened(size):
    pool = Pool(size)
    yield pool
# %%
is_wanted = len("abc") == 3
first = Pool() if is_wanted else None
second = None
if is_wanted:
    second = Pool()
third = 0 if not is_wanted else Pool()
with opened(3) as fourth:
    pass
# %%
done = [first.get() for _ in range(2)]
second.get()
third.get()
fourth.get()
# %%
used = (first.used, second.used, third.used, fourth.used)
