# The path is put together in another cell, in different ways for writing and reading.
# expect: equal
# result: text
# check: text == "x"
# %%
import os
from pathlib import Path
folder, name = "work_x", "f"
os.makedirs(folder, exist_ok=True)
# %%
target = Path(folder) / f"{name}.txt"
target.write_text("x")
# %%
text = open(os.path.join(folder, name + ".txt")).read()
