# The same path is read, overwritten and read again.
# expect: equal
# result: a, b
# check: a == "old" and b == "new"
# %%
from pathlib import Path
p = Path("state.txt")
p.write_text("old")
# %%
a = p.read_text()
# %%
p.write_text("new")
# %%
b = p.read_text()
