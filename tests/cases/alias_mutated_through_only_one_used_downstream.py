# The changed name is never read again; only the alias is.
# expect: equal
# result: answer
# check: answer == {"a": 1, "b": 2}
# %%
tmp = {"a": 1}
answer = tmp
# %%
tmp["b"] = 2
# %%
tmp = None
# %%
n = len(answer)
