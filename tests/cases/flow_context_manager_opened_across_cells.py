# __enter__ in one cell, __exit__ in another: an ExitStack with a callback.
# expect: refused open-resource
# result: log
# check: log == ["in", "work", "out"]
# %%
from contextlib import ExitStack, contextmanager
log = []
@contextmanager
def span():
    log.append("in")
    yield
    log.append("out")
stack = ExitStack()
stack.enter_context(span())
# %%
log.append("work")
# %%
stack.close()
