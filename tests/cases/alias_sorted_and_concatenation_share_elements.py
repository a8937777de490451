# New lists, the same elements.
# expect: equal
# result: words, ra, rb
# check: words == [["b", "!"], ["a", "?"]] and ra == ["a", "?"] and rb == ["b", "!"]
# %%
words = [["b"], ["a"]]
# %%
ordered = sorted(words)
joined = words + []
# %%
joined[0].append("!")
# %%
ordered[0].append("?")
# %%
ra, rb = ordered
