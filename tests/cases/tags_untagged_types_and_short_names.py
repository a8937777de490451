# Names of types, short names of what a library has, and annotated constants stand beside functions, in cells without tags.
# expect: equal
# result: shares, scaled
# check: len(shares) == 3 and [round(each, 2) for each in scaled] == [2.67, 5.33, 8.0]
# %% {"tags": []}
from collections.abc import Callable
from functools import partial
import numpy as np
import pandas as pd
# %% {"tags": []}
Frame = pd.DataFrame
Vector = list[float]
Change = Callable[[float], float] | None
FACTOR: float = 2.0
WIDTH, HEIGHT = 640, 480
log = np.log1p
half = partial(np.multiply, 0.5)
WEIGHTS = np.array([1.0, 2.0])
# %% {"tags": []}
def scale(values: Vector, change: Change = None) -> Vector:
    scaled = [value * FACTOR * WIDTH / HEIGHT for value in values]
    return [change(value) for value in scaled] if change else scaled
def share(frame: Frame) -> Vector:
    return [float(log(half(value)) * WEIGHTS[1]) for value in frame["a"]]
# %% {"tags": ["step:data"]}
table = Frame({"a": [1.0, 2.0, 3.0]})
# %% {"tags": ["step:feature"]}
shares = share(table)
# %% {"tags": ["step:train"]}
scaled = scale(list(table["a"]), float)
