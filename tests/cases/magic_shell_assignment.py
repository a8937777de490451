# `files = !ls` gives the lines as a list, with a notebook variable in the command.
# expect: equal
# result: files, n
# check: files == ["a.txt", "b.txt"] and n == 2
# %%
import os
folder = "work_x"
os.makedirs(folder, exist_ok=True)
for k in "ab":
    open(f"{folder}/{k}.txt", "w").close()
# %%
files = !ls {folder}
files = list(files)
# %%
n = len(files)
