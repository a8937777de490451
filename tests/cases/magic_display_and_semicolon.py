# display(), trailing semicolons and bare expressions change nothing, but what they call may.
# expect: equal
# result: xs
# check: xs == [1, 2, 3]
# %%
xs = [1];
# %%
display(xs)
xs.append(2);
# %%
xs.extend([3]) or len(xs)
