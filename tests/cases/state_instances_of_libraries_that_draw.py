# A density of scipy and one of scikit-learn draw from numpy's generator, which a seed in an earlier step has set.
# expect: equal
# result: r
# check: __np.isfinite(r).all() and len(r) == 3
# %%
import numpy as np
from scipy.stats import gaussian_kde
from sklearn.neighbors import KernelDensity
np.random.seed(3)
points = np.array([[1.0], [2.0], [4.0]])
# %%
density, kernel = gaussian_kde(points[:, 0]), KernelDensity().fit(points)
# %%
first = density.resample(1)
# %%
second = kernel.sample(1)
# %%
r = [float(first[0, 0]), float(second[0, 0]), float(np.random.rand())]
