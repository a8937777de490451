# To set the option again would append to the file again.
# expect: refused option-crosses-steps
# result: shown, lines
# check: (shown, lines) == ("[1.23]", 1)
# %%
import numpy as np
def begin():
    np.set_printoptions(precision=2)
    with open("log.txt", "a") as log:
        log.write("begun\n")
# %%
begin()
x = np.array([1.23456])
# %%
shown = str(x)
# %%
lines = open("log.txt").read().count("\n")
