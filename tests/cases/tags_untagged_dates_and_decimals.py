# Dates, decimals and tuples of them are constants beside functions, in cells without tags.
# expect: equal
# result: free, price, days
# check: free == [True, False] and str(price) == "3.0" and days == 2
# %% {"tags": []}
import datetime as dt
from datetime import date, timedelta
from decimal import Decimal
# %% {"tags": []}
HOLIDAYS = (date(2024, 1, 1), dt.date(2024, 2, 12))
def is_free(day):
    return day in HOLIDAYS
# %% {"tags": []}
START = date(2024, 1, 1)
STEP = timedelta(days=1)
PRICE = Decimal("1.5")
# %% {"tags": ["step:data"]}
free = [is_free(START), is_free(START + STEP)]
# %% {"tags": ["step:feature"]}
price = PRICE * 2
# %% {"tags": ["step:train"]}
days = len(HOLIDAYS) * STEP.days
