# A TemporaryDirectory object removes its folder when its process ends.
# expect: refused open-resource
# result: text
# check: text == "x"
# %%
import tempfile
from pathlib import Path
tmp = tempfile.TemporaryDirectory(dir=".")
# %%
Path(tmp.name, "a.txt").write_text("x")
# %%
text = Path(tmp.name, "a.txt").read_text()
tmp.cleanup()
