# What a match gives is text: it crosses, though the match itself cannot.
# expect: equal
# result: d, g
# check: d == {"k": "a", "v": "1"} and g == ["a", "1"]
# %%
import re
m = re.match(r"(?P<k>\w)=(?P<v>\d)", "a=1")
d = m.groupdict()
g = [m["k"], m.group("v")]
# %%
d, g = dict(d), list(g)
