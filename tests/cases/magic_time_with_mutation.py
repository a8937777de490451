# %time runs a statement that changes a list; %%time over an expression does too.
# expect: equal
# result: xs
# check: xs == [1, 2, 3]
# %%
xs = [1]
# %%
%time xs.append(2)
# %%
%%time
xs.extend(
    [3])
# %%
n = len(xs)
