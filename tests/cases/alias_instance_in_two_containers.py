# One instance is in a list and in an index dict; changed through one, read through the other.
# expect: equal
# result: names, same
# check: names == ["ann", "bob2"] and same is True
# %%
class User:
    def __init__(self, name):
        self.name = name
users = [User("ann"), User("bob")]
# %%
index = {u.name: u for u in users}
# %%
index["bob"].name = "bob2"
# %%
names = [u.name for u in users]
same = index["bob"] is users[1]
