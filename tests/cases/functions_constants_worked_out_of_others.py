# Constants that plain functions make of literals and of other constants stand beside the functions that use them.
# expect: equal
# result: table, kept, first
# check: table == {"ab": 2} and kept == ["ab"] and first == "ab"
# %% {"tags": []}
import re
import string
# %% {"tags": []}
STOP = set("the of".split())
PUNCTUATION = str.maketrans("", "", string.punctuation)
# %% {"tags": ["step:data"]}
texts = ["ab, the", "of"]
_words = re.compile("|".join(["[a-z]+", *sorted(STOP)]))
longest = max(len(word) for word in ["ab", "c"])
# %% {"tags": ["step:feature"]}
def clean(text, most=longest):
    return [word for word in _words.findall(text.translate(PUNCTUATION)) if word not in STOP][:most]
kept = [word for text in texts for word in clean(text)]
# %% {"tags": ["step:train"]}
class Table:
    def __init__(self, words):
        self.counts = {word: len(word) for word in words if clean(word)}
model = Table(kept)
table = model.counts
# %% {"tags": ["step:serve"]}
first = next(iter(model.counts))
