# %cd changes the folder for later cells, for Python and for the shell.
# expect: equal
# result: text, here
# check: text == "in x" and here == "work_x"
# %%
!mkdir -p work_x
%cd work_x
# %%
!echo in x > f.txt
# %%
import os
text = open("f.txt").read().strip()
here = os.path.basename(os.getcwd())
