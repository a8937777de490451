# The last step goes on with a value of an earlier one, round by round, and no later step takes it.
# expect: equal
# result: weight, total
# check: weight == 16.0 and total == 6
# %%
weight = 1.0
xs = [1, 2, 3]
total = 0
# %%
for _ in range(4):
    weight = weight * 2
for x in xs:
    total += x
