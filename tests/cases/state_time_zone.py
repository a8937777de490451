# The time zone of the process is set in one cell and asked for in another.
# expect: equal
# result: hour
# check: hour == 9
# %%
import os
import time
os.environ["TZ"] = "Asia/Tokyo"
time.tzset()
# %%
second = 0
# %%
hour = time.localtime(second).tm_hour
