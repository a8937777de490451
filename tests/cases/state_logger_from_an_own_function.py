# A function finds a logger and sets it up if it is new; two steps use the logger and one counts its handlers.
# expect: equal
# result: b, count
# check: (b, count) == (3, 1)
# %% {"tags": []}
import logging


def fetch(name):
    logger = logging.getLogger(name)
    if logger.handlers:
        return logger
    logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.INFO)
    return logger


log = fetch("state_logger_from_an_own_function")
# %% {"tags": ["step:data"]}
a = 1
log.info("a")
# %% {"tags": ["step:train"]}
b = a + 2
count = len(log.handlers)
