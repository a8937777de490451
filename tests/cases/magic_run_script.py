# %run executes a file in a fresh namespace and then brings its names here.
# expect: equal or refused magic-defines-name
# result: r
# check: r == (8, "__main__")
# %%
with open("script.py", "w") as f:
    f.write("answer = 7\nwho = __name__\n")
# %%
%run script.py
# %%
r = (answer + 1, who)
