# except* and add_note.
# expect: equal
# result: got
# check: got == ["V:bad", "T:1"]
# %%
got = []
# %%
try:
    e = ValueError("bad")
    e.add_note("hint")
    raise ExceptionGroup("many", [e, TypeError("t")])
except* ValueError as g:
    got.append("V:" + str(g.exceptions[0]))
except* TypeError as g:
    got.append(f"T:{len(g.exceptions)}")
# %%
n = len(got)
