# Constants that functions use are worked out after the notebook set an option of their library, or changed it.
# expect: equal
# result: before, after
# check: before[0] == "0.3333" and before == after
# %%
import decimal
import math
import string

decimal.getcontext().prec = 4
math.pi = 3
string.punctuation = "!"
ONE = decimal.Decimal(1)
THIRD = ONE / 3
AREA = math.pi * 4
SIGNS = set(string.punctuation)


def told():
    return str(THIRD), AREA, sorted(SIGNS)


before = told()
# %%
after = told()
