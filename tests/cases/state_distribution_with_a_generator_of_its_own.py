# A frozen distribution of scipy's is given a generator of its own, from which it draws in several steps.
# expect: equal
# result: first, second
# check: first != second and len(second) == 2
# %%
from scipy import stats
spread = stats.norm(loc=1)
spread.random_state = 3
# %%
first = spread.rvs(2).tolist()
# %%
second = spread.rvs(2).tolist()
