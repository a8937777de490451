# copy shares the inner list, deepcopy does not.
# expect: equal
# result: src, sh, dp, sl
# check: src == [[1, 9], 2] and sh == [[1, 9], 2, 3] and dp == [[1], 2] and sl == [[1, 9], 2]
# %%
import copy
src = [[1], 2]
# %%
sh = copy.copy(src)
dp = copy.deepcopy(src)
sl = src[:]
# %%
src[0].append(9)
# %%
sh.append(3)
# %%
n = len(dp[0])
