# A module written by the notebook is imported through a sys.path entry and used in another cell.
# expect: equal
# result: r
# check: r == (42, 43)
# %%
import os
import sys
os.makedirs("work_lib", exist_ok=True)
with open("work_lib/nbcase_helper.py", "w") as f:
    f.write("BASE = 42\ndef bump(x):\n    return x + 1\n")
# %%
sys.path.insert(0, "work_lib")
# %%
import nbcase_helper
# %%
from nbcase_helper import bump
r = (nbcase_helper.BASE, bump(nbcase_helper.BASE))
