# A coroutine object is made in one cell and awaited in another.
# expect: equal or refused generator-crosses-step
# result: r
# check: r == 5
# %%
async def five():
    return 5
# %%
c = five()
# %%
r = await c
