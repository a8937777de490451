# %time binds its assignment; %timeit does not bind.
# expect: equal
# result: x, y
# check: x == 3 and y == 1
# %%
y = 1
# %%
%time x = y + 2
# %%
%timeit -n1 -r1 y = 99
# %%
z = x + y
