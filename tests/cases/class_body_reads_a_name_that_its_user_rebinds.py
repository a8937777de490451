# The class is made with the old value, its methods see the new one, and the cell that uses it binds the name itself.
# expect: equal
# result: r, x
# check: r == ([1, 1], 2, 3) and x == 3
# %% {"tags": ["step:data"]}
x = 1
class K:
    y = [x for _ in range(2)]
    z = x + 1
    def g(self):
        return x
# %% {"tags": ["step:train"]}
x = 3
r = (K.y, K.z, K().g())
