# Functions ask search trees for neighbours: `query` is no expression that names variables here.
# expect: equal
# result: r
# check: r == ([0, 2], 1)
# %%
import numpy as np
from scipy.spatial import cKDTree
from sklearn.neighbors import BallTree

points = np.array([[0.0, 0.0], [1.0, 1.0], [5.0, 5.0]])
tree, ball = cKDTree(points), BallTree(points)


# %%
def near(point):
    return int(tree.query(point)[1])


found = [near(point) for point in ([0.1, 0], [4, 4])]
# %%
distances, index = ball.query(points[1:2] + 0.1, k=1)
r = (found, int(index[0, 0]))
