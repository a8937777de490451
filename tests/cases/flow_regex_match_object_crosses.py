# A match object cannot be pickled; its groups are read in a later cell.
# expect: equal or refused unpicklable-value
# result: r
# check: r == ("ab", "12")
# %%
import re
pat = re.compile(r"([a-z]+)(\d+)")
# %%
m = pat.match("ab12")
# %%
r = (m.group(1), m[2])
