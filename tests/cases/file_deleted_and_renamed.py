# A file is renamed and another removed between cells that ask for them.
# expect: equal
# result: r
# check: r == (True, False, False, "1")
# %%
import os
import shutil
for n in "ab":
    with open(n + ".tmp", "w") as f:
        f.write("1")
# %%
os.rename("a.tmp", "c.tmp")
shutil.copy("c.tmp", "d.tmp")
# %%
os.remove("b.tmp")
# %%
r = (os.path.exists("c.tmp"), os.path.exists("a.tmp"), os.path.exists("b.tmp"), open("d.tmp").read())
