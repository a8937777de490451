# Magics that only set up the front end.
# expect: equal
# result: x
# check: x == 2
# %%
%matplotlib inline
%load_ext autoreload
%autoreload 2
x = 1
# %%
%config InlineBackend.figure_format = "retina"
x += 1
# %%
%reload_ext autoreload
