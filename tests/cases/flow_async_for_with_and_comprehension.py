# async with, async for and an async comprehension at top level.
# expect: equal
# result: r, total
# check: r == [0, 2, 4] and total == (3, 2)
# %%
class Res:
    async def __aenter__(self):
        return [0]
    async def __aexit__(self, *a):
        return False
async def nums(n):
    for i in range(n):
        yield i
# %%
async with Res() as box:
    async for last in nums(3):
        box[0] += last
# %%
r = [2 * i async for i in nums(3)]
# %%
total = (box[0], last)
