# A step only reads, a later one overwrites: the reader must not get the new value, even if it runs late.
# expect: equal
# result: before, after
# check: before == [1] and after == [1, 2]
# %% {"tags": ["step:data"]}
xs = [1]
# %% {"tags": ["step:feature:before"]}
before = list(xs)
# %% {"tags": ["step:feature:change"]}
xs.append(2)
# %% {"tags": ["step:train"]}
after = list(xs)
