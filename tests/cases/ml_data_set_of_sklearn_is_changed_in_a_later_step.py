# A data set of scikit-learn crosses a step and gets another key there.
# expect: equal
# result: r
# check: r == (2, [5.1, 3.5, 1.4, 0.2])
# %%
from sklearn.datasets import load_iris
iris = load_iris()
# %%
iris["more"] = 2
# %%
r = (iris.more, [float(x) for x in iris.data[0]])
