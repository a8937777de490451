"""Which functions and methods of libraries draw with pyplot: onto its current figure, or onto a new one.

What they are called tells: libraries that draw say so, in the name of the function or of its module.
"""

from __future__ import annotations

from collections.abc import Container

#: Libraries that have the table of effects, or draw without matplotlib.
_OTHERS = frozenset({
    "matplotlib", "mpl_toolkits", "pylab", "seaborn", "builtins", "numpy", "plotly", "altair", "bokeh", "folium",
    "holoviews", "hvplot", "panel", "datashader", "pyvis", "graphviz", "pydotplus", "plotnine", "pygal", "pyecharts",
    "cufflinks", "chart_studio", "IPython", "cv2", "turtle", "keras", "tensorflow",
})  # fmt: skip
#: Libraries that do nothing else.
_DRAWING_LIBRARIES = frozenset({
    "missingno", "yellowbrick", "scikitplot", "matplotlib_venn", "squarify", "joypy", "ptitprince", "corner", "dabl",
    "mplfinance", "sweetviz",
})  # fmt: skip
#: Functions, wherever in a library they stand.
_DRAWING_NAMES = frozenset({"dendrogram", "specshow", "imshow", "qqline"})
#: Methods beside those with `plot` in their names.
_DRAWING_METHODS = frozenset({"hist", "boxplot"})
#: Methods that draw without matplotlib.
_OTHER_METHODS = frozenset({"hvplot", "iplot"})
#: Types of what is changed by what it draws, of what is followed, and of modules.
_OTHER_TYPES = frozenset({"figure", "instance", "external"})


def draws_with_pyplot(name: str) -> bool:
    """Whether a function draws so, by its qualified name: `sklearn.tree.plot_tree`."""
    root, *parts = name.split(".")
    if not parts or root in _OTHERS:
        return False
    *modules, last = parts
    if modules and modules[-1].endswith("Display"):
        return last.startswith("from_")
    if root in _DRAWING_LIBRARIES or last in _DRAWING_NAMES:
        return True
    if root == "networkx":
        return last.startswith(("draw", "display"))
    return last[:1].islower() and ("plot" in last or any("plot" in part or part == "graphics" for part in modules))


def method_draws(method: str, types: frozenset[str] | set[str]) -> bool:
    """Whether a method of objects of the types draws with pyplot: `counts.plot()`, `results.plot_diagnostics()`."""
    if types and types <= _OTHER_TYPES:
        return False
    return method in _DRAWING_METHODS or ("plot" in method and method not in _OTHER_METHODS)


#: Functions that draw on a figure of their own, if they are not told to take one that is there already.
_FIGURE_MAKERS = frozenset({
    "matplotlib.pyplot.figure", "matplotlib.pyplot.subplots", "matplotlib.pyplot.subplot_mosaic",
    "matplotlib.pyplot.matshow",
    *(f"seaborn.{name}" for name in ("FacetGrid", "PairGrid", "JointGrid", "relplot", "displot", "catplot", "lmplot",
                                     "jointplot", "pairplot", "clustermap")),
})  # fmt: skip


def makes_figure(name: str, keywords: Container[str | None]) -> bool:
    """Whether a function draws on a new figure; `plt.figure(3)` and `plt.figure(num=3)` may be one that is there."""
    chooses = "num" in keywords or (name == "matplotlib.pyplot.figure" and None in keywords)
    return name in _FIGURE_MAKERS and not chooses
