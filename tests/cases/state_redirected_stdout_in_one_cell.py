# redirect_stdout collects what is printed inside one cell.
# expect: equal
# result: text
# check: text == "hello 3\n"
# %%
import io
from contextlib import redirect_stdout
n = 3
# %%
buf = io.StringIO()
with redirect_stdout(buf):
    print("hello", n)
# %%
text = buf.getvalue()
