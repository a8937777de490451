# Whether a cell computes or loads depends on a file that an earlier cell made.
# expect: equal
# result: how, v
# check: how == "loaded" and v == 5
# %%
from pathlib import Path
cache = Path("cache.txt")
# %%
cache.write_text("5")
# %%
if cache.exists():
    v, how = int(cache.read_text()), "loaded"
else:
    v, how = 1, "computed"
