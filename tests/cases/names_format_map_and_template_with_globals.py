# "...".format(**globals()) reads names that no static analysis sees.
# expect: equal or refused dynamic-namespace
# result: r
# check: r == "Ann is 7"
# %%
who = "Ann"
# %%
age = 7
# %%
r = "{who} is {age}".format(**globals())
