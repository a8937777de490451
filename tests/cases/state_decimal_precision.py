# The decimal context's precision set in one cell rounds in another.
# expect: equal
# result: a, b
# check: str(a) == "0.33333" and str(b) == "0.33"
# %%
import decimal
from decimal import Decimal
decimal.getcontext().prec = 5
# %%
a = Decimal(1) / Decimal(3)
# %%
with decimal.localcontext() as ctx:
    ctx.prec = 2
    b = Decimal(1) / 3
# %%
a = Decimal(1) / 3
