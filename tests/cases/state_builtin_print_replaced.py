# print is shadowed by a function of the notebook that keeps what is printed.
# expect: equal
# result: out
# check: out == ["a 1", "b"]
# %%
out = []
def print(*a):
    out.append(" ".join(map(str, a)))
# %%
print("a", 1)
# %%
print("b")
# %%
n = len(out)
