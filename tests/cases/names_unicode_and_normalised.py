# Unicode identifiers; the ligature form is the same name as the plain one.
# expect: equal
# result: r
# check: r == (3.5, 2, 7)
# %%
größe = 3.5
变量 = 2
file = 6
# %%
ﬁle = ﬁle + 1
# %%
r = (größe, 变量, file)
