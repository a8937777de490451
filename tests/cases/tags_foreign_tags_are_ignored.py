# Tags of other tools next to ours.
# expect: equal
# result: r
# check: r == 2
# %% {"tags": ["hide-input", "step:data", "slides:sub"]}
x = 1
# %% {"tags": ["raises-exception-not", "step:train"]}
r = x + 1
