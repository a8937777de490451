# A future is made in one cell, its result is read in another.
# expect: refused thread-crosses-step
# result: r
# check: r == 9
# %%
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(1)
fut = pool.submit(pow, 3, 2)
# %%
r = fut.result()
pool.shutdown()
