# Top-level await of the notebook's own coroutine, with a late-bound global.
# expect: equal
# result: a, b
# check: a == 2 and b == [10, 20]
# %%
import asyncio
k = 1
async def get(x):
    await asyncio.sleep(0)
    return x * k
# %%
a = await get(2)
# %%
k = 10
# %%
b = await asyncio.gather(get(1), get(2))
