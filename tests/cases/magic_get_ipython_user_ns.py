# A name is made through the shell's namespace.
# expect: refused dynamic-namespace
# result: r
# check: r == 6
# %%
key = "inject" + "ed"
get_ipython().user_ns[key] = 5
# %%
r = injected + 1
