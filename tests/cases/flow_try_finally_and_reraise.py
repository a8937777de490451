# Effects in try, except, else and finally, with a re-raise and exception chaining.
# expect: equal
# result: log, cause
# check: log == ["try", "except", "finally", "outer"] and cause == "KeyError"
# %%
log = []
def load(d):
    try:
        log.append("try")
        return d["k"]
    except KeyError as e:
        log.append("except")
        raise RuntimeError("no k") from e
    finally:
        log.append("finally")
# %%
try:
    load({})
except RuntimeError as err:
    log.append("outer")
    cause = type(err.__cause__).__name__
# %%
n = len(log)
