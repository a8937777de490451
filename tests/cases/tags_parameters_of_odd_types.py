# Parameters that are a tuple, an infinity, a date, a path, bytes and an f-string.
# expect: equal
# result: r
# check: r == ((1, 2), True, 2024, "data/x.csv", b"b", "run-1")
# %% {"tags": ["parameters"]}
from datetime import date
from pathlib import Path
shape = (1, 2)
limit = float("inf")
day = date(2024, 5, 1)
path = Path("data") / "x.csv"
raw = b"b"
label = f"run-{shape[0]}"
# %% {"tags": ["step:data"]}
ok = limit > 1e300
# %% {"tags": ["step:train"]}
r = (shape, ok, day.year, path.as_posix(), raw, label)
