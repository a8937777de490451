# Names bound in try, except, else and finally.
# expect: equal
# result: r
# check: r == (None, "bad", 0, 1, "ok")
# %%
num = None
# %%
try:
    num = int("x")
except ValueError:
    state = "bad"
else:
    state = "good"
finally:
    done = 1
# %%
try:
    zero = int("0")
except ValueError:
    verdict = "bad"
else:
    verdict = "ok"
# %%
r = (num, state, zero, done, verdict)
