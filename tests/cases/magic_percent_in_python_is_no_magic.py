# Modulo at a line start inside brackets, and a string with a bang, are not magics.
# expect: equal
# result: r
# check: r == (1, "!ls", "%time x")
# %%
a = (7
     % 3)
# %%
s = """
!ls
%time x
""".split("\n")
# %%
r = (a, s[1], s[2])
