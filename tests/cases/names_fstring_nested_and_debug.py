# Names inside f-strings: nested format specs, `=`, lambda-free expressions, double braces.
# expect: equal
# result: r
# check: r == ["x=3", "003", "{x}", "  a", "3!"]
# %%
x = 3
width = 3
fill = "0"
# %%
name = "a"
bang = "!"
# %%
r = [f"{x=}", f"{x:{fill}{width}}", f"{{x}}", f"{name:>{width}}", f"{f'{x}{bang}'}"]
