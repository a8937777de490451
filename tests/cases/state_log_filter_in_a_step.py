# A filter of the notebook runs whenever somebody logs.
# expect: refused dynamic-names
# result: count
# check: count == 1
# %%
import logging
seen = []
class Counting(logging.Filter):
    def filter(self, record):
        seen.append(record.msg)
        return False
log = logging.getLogger("case")
log.addFilter(Counting())
# %%
log.warning("now")
# %%
count = len(seen)
