# The level of a logger and a handler that collects records, set up in one cell.
# expect: equal or refused process-state
# result: records
# check: records == ["one", "two"]
# %%
import logging
records = []
class Keep(logging.Handler):
    def emit(self, rec):
        records.append(rec.getMessage())
log = logging.getLogger("nbcase")
log.setLevel(logging.INFO)
log.propagate = False
log.addHandler(Keep())
# %%
log.info("one")
log.debug("hidden")
# %%
log.info("two")
# %%
n = len(records)
