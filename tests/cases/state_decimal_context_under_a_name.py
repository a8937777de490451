# The context is set through a variable: a copy of it in another process sets nothing.
# expect: equal
# result: third
# check: str(third) == "0.33333"
# %%
import decimal
# %%
context = decimal.getcontext()
context.prec = 5
one = decimal.Decimal(1)
# %%
third = one / 3
