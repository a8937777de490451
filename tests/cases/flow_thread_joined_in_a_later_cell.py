# A thread is started in one cell and joined in another; it fills a list meanwhile.
# expect: refused thread-crosses-step
# result: out
# check: out == [1, 2]
# %%
import threading
out = []
# %%
t = threading.Thread(target=lambda: out.extend([1, 2]))
t.start()
# %%
t.join()
# %%
n = len(out)
