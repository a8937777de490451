# The root logger gets a new handler each time that the statement runs: no step may repeat it.
# expect: equal or refused handler-added-again
# result: added
# check: added == 1
# %% {"tags": ["step:data"]}
import logging

before = len(logging.getLogger().handlers)
# %% {"tags": []}
logging.getLogger().addHandler(logging.NullHandler())
# %% {"tags": ["step:feature"]}
b = 2
# %% {"tags": ["step:train"]}
added = len(logging.getLogger().handlers) - before
