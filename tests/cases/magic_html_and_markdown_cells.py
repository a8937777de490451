# Cells in other languages that only show something.
# expect: equal
# result: x
# check: x == 2
# %%
x = 1
# %%
%%html
<b>x = 100</b>
# %%
%%latex
$x = 3$
# %%
x += 1
