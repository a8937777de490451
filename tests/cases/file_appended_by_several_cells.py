# Cells append to one file; the order of the cells is the order of the lines.
# expect: equal
# result: lines
# check: lines == ["one", "two", "three"]
# %%
open("log.txt", "w").close()
# %%
with open("log.txt", "a") as f:
    f.write("one\n")
# %%
with open("log.txt", "a") as f:
    print("two", file=f)
# %%
with open("log.txt", "a") as f:
    f.writelines(["three\n"])
# %%
lines = open("log.txt").read().split()
