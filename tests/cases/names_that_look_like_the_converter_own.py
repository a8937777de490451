# Notebook names that a generated package is likely to use itself.
# expect: equal
# result: r
# check: r == 91
# %%
self, params, parameters, result = 1, 2, 3, 4
run, data, step, main = 5, 6, 7, 8
# %%
library, pipeline, inputs, outputs = 9, 10, 11, 12
steps = 13
# %%
r = self + params + parameters + result + run + data + step + main + library + pipeline + inputs + outputs + steps
