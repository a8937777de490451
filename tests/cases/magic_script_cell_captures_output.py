# %%bash --out binds a name.
# expect: equal or refused magic-defines-name
# result: n
# check: n == 3
# %%
%%bash --out listing
echo a b c
# %%
n = len(listing.split())
