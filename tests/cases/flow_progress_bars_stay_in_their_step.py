# Progress bars are left in variables that no other process could be given.
# expect: equal
# result: n, w
# check: n == 4 and w == 3
# %%
from tqdm import tqdm, trange
xs = [[1], [2]]
for x in tqdm(xs):
    x.append(0)
# %%
w = 0
bar = trange(3)
for i in bar:
    bar.set_description(str(i))
    w += 1
# %%
n = sum(len(x) for x in tqdm(xs, leave=False))
