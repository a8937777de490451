# os.environ set, changed and deleted in one cell, read in another and by a child process.
# expect: equal
# result: r
# check: r == ("fast", None, "fast")
# %%
import os
os.environ["NB_MODE"] = "fast"
os.environ.setdefault("NB_GONE", "x")
# %%
del os.environ["NB_GONE"]
# %%
import subprocess
import sys
child = subprocess.run([sys.executable, "-c", "import os; print(os.environ['NB_MODE'])"], capture_output=True, text=True)
# %%
r = (os.getenv("NB_MODE"), os.environ.get("NB_GONE"), child.stdout.strip())
