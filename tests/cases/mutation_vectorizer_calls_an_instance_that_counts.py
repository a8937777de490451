# A vectorizer calls an instance of the notebook's class, which counts its calls, in a cell that only shows something.
# expect: equal
# result: r
# check: r == 3
# %%
from sklearn.feature_extraction.text import CountVectorizer
class Tokens:
    def __init__(self):
        self.seen = 0
    def __call__(self, text):
        self.seen += 1
        return text.split()
tokens = Tokens()
vectorizer = CountVectorizer(tokenizer=tokens, token_pattern=None)
# %%
vectorizer.fit(["a b", "b c"])
# %%
vectorizer.transform(["c"])
# %%
r = tokens.seen
