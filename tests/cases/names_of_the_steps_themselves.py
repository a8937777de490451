# Variables and functions are called like the steps and step kinds.
# expect: equal
# result: r
# check: r == (1, 10, [2], 4)
# %% {"tags": ["step:data:s0"]}
s0 = 1
def s1(x):
    return x * 10
# %% {"tags": ["step:data:s1"]}
s2 = [s1(s0)]
data = 2
# %% {"tags": ["step:feature:feature"]}
feature = [data]
train = len(feature) + 3
# %% {"tags": ["step:train:train"]}
r = (s0, s2[0], feature, train)
