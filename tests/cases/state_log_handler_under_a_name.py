# A handler of a logger has a name of its own: no other process can have it.
# expect: equal or refused process-state
# result: n, text
# check: n == 3 and text == ["one 1", "two 3"]
# %%
import io
import logging
log = logging.getLogger("nbcase2")
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(message)s"))
log.addHandler(handler)
log.setLevel(logging.INFO)
# %%
n = 1
log.info("one %d", n)
# %%
n += 2
log.info("two %d", n)
# %%
text = stream.getvalue().splitlines()
