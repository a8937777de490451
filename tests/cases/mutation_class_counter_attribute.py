# `Class.count += 1` in the constructor counts objects made in different cells.
# expect: equal or refused class-state
# result: total, last_id
# check: total == 3 and last_id == 3
# %%
class Node:
    count = 0
    def __init__(self):
        Node.count += 1
        self.id = Node.count
# %%
a = Node()
b = Node()
# %%
c = Node()
last_id = c.id
# %%
total = Node.count
