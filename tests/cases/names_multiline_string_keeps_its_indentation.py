# Lines of a triple-quoted string must not be indented or stripped when the code moves.
# expect: equal
# result: r
# check: r == ["a", "  b", "c", "x", "\ty 3", "  one two", ""]
# %%
text = """a
  b
c
"""
# %%
n = 3
if n:
    text += f"""x
	y {n}
  one \
two
"""
# %%
r = text.split("\n")
