# A lock made in one cell guards code in others.
# expect: refused lock-crosses-step
# result: n
# check: n == 2
# %%
import threading
lock = threading.Lock()
n = 0
# %%
with lock:
    n += 1
# %%
with lock:
    n += 1
