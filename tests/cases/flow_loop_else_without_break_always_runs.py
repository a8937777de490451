# The `else` of a loop that has no `break` always runs; one that has may not.
# expect: equal
# result: done, found
# check: done == 2 and found is None
# %%
found = None
for x in [1, 2]:
    for y in [3]:
        if y > 5:
            break
else:
    done = x
# %%
for x in [1, 2]:
    if x == 2:
        break
else:
    found = x
# %%
done, found = done, found
