# They draw from numpy's stream unless they are given a generator.
# expect: equal
# result: best, centres, drawn
# check: len(drawn) == 2
# %%
import numpy as np
from scipy.cluster.vq import kmeans2
from scipy.optimize import differential_evolution
np.random.seed(5)
# %%
def height(x):
    return float((x ** 2).sum())
best = differential_evolution(height, [(-1, 1)] * 2, maxiter=2, polish=False).x.tolist()
# %%
centres = kmeans2(np.arange(20.0).reshape(-1, 2), 2)[0].tolist()
# %%
drawn = np.random.rand(2).tolist()
