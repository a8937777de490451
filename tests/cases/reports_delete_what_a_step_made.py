# A report cell deletes a variable that its step leaves behind, before the step's last cell.
# expect: equal
# result: total, doubled
# check: (total, doubled) == (6, 12)
# %% {"tags": ["step:data"]}
rows = [1, 2, 3]
rows.append(0)
total = sum(rows)
# %% {"tags": ["step:report"]}
print(total)
del rows
# %% {"tags": ["step:data"]}
doubled = total * 2
