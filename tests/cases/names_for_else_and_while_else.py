# The else of a loop runs only without break.
# expect: equal
# result: r
# check: r == ("none", 3, 0, "end")
# %%
for n in (1, 3, 5):
    if n % 2 == 0:
        hit = n
        break
else:
    hit = "none"
# %%
for m in (1, 2, 3):
    if m == 3:
        got = m
        break
else:
    got = "none"
# %%
k = 2
while k:
    k -= 1
else:
    tail = "end"
# %%
r = (hit, got, k, tail)
