# Functions of libraries write into what they are given, in cells that look as if they only showed something.
# expect: equal
# result: r
# check: r == ([1.0, 0.5], [0.0, 2.0], [0.6, 0.8], [3, 1, 2], {"a": 3, "b": 1}, ["leaf"], [0.0, 3.0])
# %%
import heapq
import operator
import xml.etree.ElementTree as ET
from collections import Counter
import numpy as np
from sklearn.preprocessing import normalize
shares, holes, rows = np.ones(2), np.array([np.nan, 2.0]), np.array([[3.0, 4.0]])
heap, counts, tree, sums = [1, 3, 2], Counter(a=1), ET.Element("root"), np.zeros(2)
flags = {1, 2}
# %%
np.divide.at(shares, [1], 2)
# %%
np.nan_to_num(holes, False)
# %%
normalize(rows, copy=False)
# %%
heapq._heapify_max(heap)
# %%
Counter.update(counts, "aab")
# %%
ET.SubElement(tree, "leaf")
# %%
np.cumsum(np.array([0.0, 3.0]), 0, None, sums)
# %%
operator.ixor(flags, {2, 3})
# %%
r = ([float(x) for x in shares], [float(x) for x in holes], [float(x) for x in rows[0]], heap, dict(counts),
     [child.tag for child in tree], [float(x) for x in sums])
r = r if flags == {1, 3} else flags
