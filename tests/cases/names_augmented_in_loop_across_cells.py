# Accumulators that each of several cells extends.
# expect: equal
# result: total, text
# check: total == 66 and text == "abc"
# %%
total, text = 0, ""
# %%
for i in range(4):
    total += i
text += "a"
# %%
for i in range(4, 8):
    total += i
text += "b"
# %%
total += 38
text += "c"
