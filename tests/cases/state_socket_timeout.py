# A process-wide default is set in one cell and read in another.
# expect: equal or refused process-state
# result: t
# check: t == 2.5
# %%
import socket
socket.setdefaulttimeout(2.5)
# %%
x = 1
# %%
t = socket.getdefaulttimeout()
