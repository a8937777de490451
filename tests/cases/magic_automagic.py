# `cd` and `mkdir` without a percent sign are magics too, as long as no variable has that name.
# expect: equal or refused automagic
# result: here
# check: here == "work_y"
# %%
mkdir work_y
# %%
cd work_y
# %%
import os
here = os.path.basename(os.getcwd())
