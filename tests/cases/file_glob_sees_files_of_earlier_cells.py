# A glob finds what two other cells wrote.
# expect: equal
# result: names
# check: names == ["part_0.txt", "part_1.txt", "part_2.txt"]
# %%
from pathlib import Path
for i in range(2):
    Path(f"part_{i}.txt").write_text(str(i))
# %%
Path("part_2.txt").touch()
# %%
names = sorted(p.name for p in Path(".").glob("part_*.txt"))
