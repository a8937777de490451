# Rows that a list keeps are windows on the memory of the array that was loaded.
# expect: equal or refused view-crosses-step
# result: total, first
# check: total == 60.0 and first == 0.0
# %%
import io
import numpy as np
stored = io.BytesIO()
np.save(stored, np.arange(12.0).reshape(3, 4))
a = np.load(io.BytesIO(stored.getvalue()))
# %%
rows = []
for i in range(3):
    rows.append(a[i])
# %%
rows[0][:] = 0
# %%
total, first = float(a.sum()), float(rows[0].sum())
