# A task is started in one cell and awaited in another.
# expect: refused async-task-crosses-step
# result: r
# check: r == 5
# %%
import asyncio
async def five():
    await asyncio.sleep(0)
    return 5
# %%
t = asyncio.create_task(five())
# %%
r = await t
