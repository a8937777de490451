# None-initialised best value, set inside a loop's condition.
# expect: equal
# result: best, best_k
# check: best == 9 and best_k == "c"
# %%
best = None
best_k = None
# %%
scores = {"a": 3, "c": 9, "b": 4}
# %%
for k, v in scores.items():
    if best is None or v > best:
        best, best_k = v, k
# %%
summary = f"{best_k}:{best}"
