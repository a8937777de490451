# Magics called through get_ipython().
# expect: equal or refused get-ipython
# result: r
# check: r == ("5", True)
# %%
get_ipython().run_line_magic("env", "NB_K=5")
# %%
ip = get_ipython()
ip.system("touch made.txt")
del ip
# %%
import os
r = (os.environ["NB_K"], os.path.exists("made.txt"))
