# A memoryview writes into the bytearray it was made from.
# expect: equal or refused unpicklable-value
# result: text
# check: text == "Jello"
# %%
buf = bytearray(b"hello")
# %%
mv = memoryview(buf)
# %%
mv[0] = ord("J")
# %%
text = buf.decode()
