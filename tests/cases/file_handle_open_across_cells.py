# A file opened in one cell is written in the next and closed in a third.
# expect: refused open-resource
# result: text
# check: text == "ab"
# %%
f = open("out.txt", "w")
# %%
f.write("a")
# %%
f.write("b")
f.close()
# %%
text = open("out.txt").read()
