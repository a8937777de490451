# %%capture binds an object whose stdout later cells read; names of its body stay.
# expect: equal or refused magic-defines-name
# result: text, x
# check: text == "shown\n" and x == 4
# %%
%%capture cap
print("shown")
x = 4
# %%
text = cap.stdout
