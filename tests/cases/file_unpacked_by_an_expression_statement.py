# An archive is unpacked into the working directory, by a call whose result nobody takes.
# expect: equal
# result: r
# check: r == ("text", 18)
# %%
import os
import shutil
import zipfile

with zipfile.ZipFile("data.zip", "w") as archive:
    archive.writestr("inside/note.txt", "text")
# %%
shutil.unpack_archive("data.zip")
before = os.umask(0o22)
os.umask(0o22)
# %%
with open("inside/note.txt") as file:
    note = file.read()
r = (note, os.umask(0o22))
