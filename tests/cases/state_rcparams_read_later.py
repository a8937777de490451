# A matplotlib setting made in one cell is the default of a figure in another.
# expect: equal
# result: size, lw
# check: size == [4.0, 2.0] and lw == 5.0
# %%
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.rcParams["figure.figsize"] = (4, 2)
matplotlib.rcParams.update({"lines.linewidth": 5})
# %%
fig, ax = plt.subplots()
# %%
size = fig.get_size_inches().tolist()
lw = ax.plot([1, 2])[0].get_linewidth()
