# Two steps change different parts of one structure through their own names; both changes count.
# expect: equal
# result: both
# check: both == [[1], [2]]
# %%
left, right = [], []
both = [left, right]
# %%
left.append(1)
# %%
right.append(2)
# %%
n = sum(len(x) for x in both)
