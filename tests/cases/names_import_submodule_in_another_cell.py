# The root is imported in one cell, a submodule in another; the third uses it through the root.
# expect: equal
# result: r
# check: r == ("http", ["a"])
# %%
import wsgiref
import xml
# %%
from wsgiref import util as _loaded_for_its_effect
import xml.dom.minidom
# %%
doc = xml.dom.minidom.parseString("<a/>").documentElement.tagName
r = (wsgiref.util.guess_scheme({}), [doc])
