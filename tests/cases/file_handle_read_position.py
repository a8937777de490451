# readline in one cell, read in the next: the position lives in the open file.
# expect: refused open-resource
# result: first, rest
# check: first == "1\n" and rest == "2\n3\n"
# %%
with open("n.txt", "w") as w:
    w.write("1\n2\n3\n")
# %%
src = open("n.txt")
first = src.readline()
# %%
rest = src.read()
src.close()
