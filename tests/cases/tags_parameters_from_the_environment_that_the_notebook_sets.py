# Parameters read what the notebook has set before: an environment variable, an option, the folder, a file.
# expect: refused computed-parameter
# result: r
# check: r == ("fast", 2, "sub", 3)
# %% {"tags": []}
import os
import pandas as pd
os.environ["NB_MODE"] = "fast"
pd.set_option("display.precision", 2)
# %% {"tags": ["parameters"]}
import json
with open("c.json", "w") as f:
    f.write('{"n": 3}')
mode = os.environ["NB_MODE"]
digits = pd.get_option("display.precision")
n = json.load(open("c.json"))["n"]
os.makedirs("sub")
os.chdir("sub")
here = os.path.basename(os.getcwd())
# %% {"tags": ["step:data"]}
r = (mode, digits, here, n)
