# A method of something that no type is known of is given away, and called for each item.
# expect: equal
# result: first, second, third
# check: first == [1, 2] and second == [3] and third == 1
# %%
class Registry(dict):
    def __missing__(self, key):
        self[key] = []
        return self[key]

registry = Registry()
# %%
first = registry["a"]
list(map(first.append, [1, 2]))
# %%
second = registry["b"]
put = second.append
put(3)
# %%
sum(1 for _ in map(registry["c"].append, [4]))
# %%
third = len(registry["c"])
