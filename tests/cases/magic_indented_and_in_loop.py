# Magics and shell lines inside blocks, with the loop variable filled in.
# expect: equal
# result: names, v
# check: names == ["f0.txt", "f1.txt"] and v == "on"
# %%
for i in range(2):
    !touch f{i}.txt
if i == 1:
    %env NB_FLAG=on
# %%
import glob
import os
names = sorted(glob.glob("f*.txt"))
v = os.environ.get("NB_FLAG")
