# NaN, complex, huge ints, bytes, dates, Decimal, Fraction, frozenset, negative zero.
# expect: equal
# result: z, big, b, day, dec, fr, fs, isn, neg
# check: z == 3 + 2j and big == 2 ** 200 + 1 and b == b"\x00\xffz" and day.year == 2025 and str(dec) == "0.30" and fr.numerator == 5 and fs == frozenset({1, 2}) and isn and neg == -1.0
# %%
import math
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
nan = float("nan")
z = 1 + 2j
big = 2 ** 200
b = b"\x00\xff"
day = date(2024, 12, 31)
dec = Decimal("0.10")
fr = Fraction(1, 3)
fs = frozenset({1})
zero = -0.0
# %%
z += 2
big += 1
b += b"z"
day += timedelta(days=1)
dec += Decimal("0.20")
fr += Fraction(1, 2)
fs |= {2}
# %%
isn = nan != nan and math.isnan(nan)
neg = math.copysign(1, zero)
