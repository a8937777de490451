# How figures are to be drawn is asked for as a value, by a step that draws none.
# expect: equal
# result: size, blue
# check: size == 17.0 and blue[0] == 0.0
# %%
import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
mpl.rcParams.update({"font.size": 17})
sns.set_palette(["#0000ff", "#00ff00"])
# %%
size = plt.rcParams["font.size"]
# %%
blue = list(sns.color_palette()[0])
