# `import os.path`, `import xml.etree.ElementTree` bind the root; `as` binds the leaf.
# expect: equal
# result: r
# check: r == ("b.txt", "x", "a")
# %%
import os.path
import xml.etree.ElementTree
import importlib.util as iu
# %%
a = os.path.basename("a/b.txt")
# %%
t = xml.etree.ElementTree.fromstring("<a><x/></a>")
b = t[0].tag
# %%
r = (a, b, t.tag if iu.find_spec("xml") else None)
