# A shell line writes a file that a later cell reads; `$name` and `{expr}` are filled in.
# expect: equal
# result: text
# check: text == ["hi there", "3"]
# %%
word = "there"
n = 2
# %%
!echo hi $word > greet.txt
!echo {n + 1} >> greet.txt
# %%
text = open("greet.txt").read().split("\n")[:2]
