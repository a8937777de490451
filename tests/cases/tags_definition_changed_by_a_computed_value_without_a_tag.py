# A cell without a tag sets on a class what it computes from a step's value: no step can repeat it.
# expect: refused changed-outside-steps
# result: n
# check: n == 6
# %% {"tags": []}
class Box:
    scale = 1
# %% {"tags": ["step:data:one"]}
xs = [1, 2, 3]
# %% {"tags": []}
Box.scale = len(xs)
# %% {"tags": ["step:train:two"]}
n = Box.scale * 2
