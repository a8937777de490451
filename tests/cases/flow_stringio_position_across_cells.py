# A StringIO keeps its content and its position.
# expect: equal or refused open-resource
# result: text, at
# check: text == "b\n" and at == 4
# %%
import io
buf = io.StringIO("a\nb\n")
# %%
buf.readline()
# %%
text = buf.read()
at = buf.tell()
