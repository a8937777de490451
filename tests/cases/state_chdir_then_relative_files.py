# The working directory is changed in one cell, files are written and read relative to it in others.
# expect: equal
# result: text, here, up
# check: text == "hi" and here == "work_x" and up is True
# %%
import os
os.makedirs("work_x", exist_ok=True)
os.chdir("work_x")
# %%
with open("a.txt", "w") as f:
    f.write("hi")
# %%
text = open("a.txt").read()
here = os.path.basename(os.getcwd())
# %%
os.chdir("..")
# %%
up = os.path.exists("work_x/a.txt")
