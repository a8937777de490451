# What gives a logger its handler shares its line with other statements.
# expect: equal or refused process-state
# result: text
# check: text == "two\n"
# %%
import logging
# %%
log = logging.getLogger("nbcase7"); log.setLevel(logging.INFO); log.addHandler(logging.FileHandler("case7.log"))
# %%
with open("note.txt", "w") as note:
    note.write("one")
log.info("two")
# %%
text = open("case7.log").read()
