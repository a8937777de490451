# A named logger gets a handler outside all steps; three steps log, and the last one counts its handlers.
# expect: equal
# result: count, level, text
# check: (count, level, text) == (1, 20, "%(message)s")
# %% {"tags": []}
import logging
import sys

log = logging.getLogger("state_log_handler_is_added_once")
handler = logging.StreamHandler(sys.stdout)
log.setLevel(logging.INFO)
handler.setFormatter(logging.Formatter("%(message)s"))
log.addHandler(handler)
# %% {"tags": ["step:data"]}
a = 1
log.info("a")
# %% {"tags": ["step:feature"]}
b = a + 1
log.info("b")
# %% {"tags": ["step:train"]}
count = len(log.handlers)
level = int(log.level)
text = str(log.handlers[0].formatter._fmt)
