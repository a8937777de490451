# Dictionaries that look attributes up among their keys raise a KeyError for names that `copy` asks for.
# expect: equal
# result: rate, layers, steps
# check: rate == 0.2 and layers == [3, 4] and steps == 5
# %% {"tags": []}
class Config(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
class Strict(dict):
    def __getattr__(self, name):
        return self[name]
class Deep(Strict):
    pass
# %% {"tags": ["step:data"]}
config = Config(rate=0.1, net=Config(layers=[3]))
deep = Deep(steps=1)
# %% {"tags": ["step:feature"]}
config.rate = config.rate * 2
config.net.layers.append(4)
deep["steps"] += 4
# %% {"tags": ["step:train"]}
rate, layers, steps = config.rate, config.net.layers, deep.steps
