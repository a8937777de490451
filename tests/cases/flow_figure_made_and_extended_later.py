# A figure is made in one cell, lines are added in others, it is saved last.
# expect: equal
# result: lines, axes, saved, title
# check: lines == 2 and axes == 2 and saved is True and title == "T"
# %%
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
fig, (ax, ax2) = plt.subplots(1, 2)
# %%
ax.plot([1, 2])
# %%
ax.plot([2, 1])
fig.axes[0].set_title("T")
# %%
import os
fig.savefig("fig.png")
lines, axes = len(fig.axes[0].lines), len(fig.axes)
saved = os.path.exists("fig.png")
title = ax.get_title()
