# A cell tagged raises-exception fails; the rest of the notebook goes on in a real run.
# expect: equal or refused raising-cell
# result: x
# check: x == 2
# %% {"tags": ["step:data"]}
x = 1
# %% {"tags": ["step:skip", "raises-exception"]}
1 / 0
# %% {"tags": ["step:train"]}
x = x + 1
