# What is registered with a library in one cell is found by it in another.
# expect: equal
# result: kind, text, stored
# check: (kind, text, stored) == ("x/y", b"a*", "5")
# %%
import codecs, mimetypes, sqlite3
class Point:
    def __init__(self, x):
        self.x = x
mimetypes.add_type("x/y", ".zzq")
codecs.register_error("star", lambda error: ("*", error.end))
sqlite3.register_adapter(Point, lambda point: str(point.x))
# %%
name, word, number = "f.zzq", "a\u00e9", 5
# %%
kind = mimetypes.guess_type(name)[0]
text = word.encode("ascii", "star")
connection = sqlite3.connect(":memory:")
stored = connection.execute("select ?", (Point(number),)).fetchone()[0]
connection.close()
