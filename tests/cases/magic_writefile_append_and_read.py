# %%writefile with a quoted path and -a.
# expect: equal
# result: lines
# check: lines == ["a: 1", "b: 2"]
# %%
%%writefile conf.yml
a: 1
# %%
%%writefile -a conf.yml
b: 2
# %%
lines = open("conf.yml").read().split("\n")[:2]
