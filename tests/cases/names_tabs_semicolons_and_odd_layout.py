# Tabs, two-space blocks, several statements on a line, backslashes, a comment at the end of a block.
# expect: equal
# result: r
# check: r == ([0, 1], 3, 7)
# %%
xs = []
for i in range(2):
	xs.append(i)
	# a comment behind a tab
# %%
if xs: a = 1; b = 2
else: a = b = 0
# %%
c = a + \
  b
if c == 3:
  if True:
    d = (c
+ 4)
  # dedented comment
# %%
r = (xs, c, d)
