# Threads, a lock and a queue that live and end inside one cell.
# expect: equal
# result: out
# check: out == [0, 1, 4, 9]
# %%
import queue
import threading
def work(q, x):
    q.put(x * x)
# %%
q = queue.Queue()
lock = threading.Lock()
ts = [threading.Thread(target=work, args=(q, i)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
out = sorted(q.get() for _ in ts)
del q, lock, ts, t
# %%
n = len(out)
