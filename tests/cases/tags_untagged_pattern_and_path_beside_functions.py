# A compiled pattern and a path made of literals stand beside functions in cells without tags.
# expect: equal
# result: words, where
# check: words == ["a", "b"] and where == "data/x.csv"
# %% {"tags": []}
import re
from pathlib import Path
# %% {"tags": []}
WORD = re.compile(r"[a-z]+", re.IGNORECASE | re.ASCII)
ROOT = Path("data") / "x.csv"
def split(text):
    return WORD.findall(text)
# %% {"tags": ["step:data"]}
text = "a 1 b"
# %% {"tags": ["step:feature"]}
words = split(text)
# %% {"tags": ["step:train"]}
where = ROOT.as_posix()
