# read_csv in chunks: one chunk per cell.
# expect: refused open-resource
# result: sums
# check: sums == [3, 7]
# %%
import pandas as pd
pd.DataFrame({"v": [1, 2, 3, 4]}).to_csv("c.csv", index=False)
# %%
chunks = pd.read_csv("c.csv", chunksize=2)
sums = [int(next(chunks)["v"].sum())]
# %%
sums.append(int(next(chunks)["v"].sum()))
chunks.close()
