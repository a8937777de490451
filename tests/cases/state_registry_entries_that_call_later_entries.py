# Each entry of a registry gets the next number; the first calls one that is entered after it.
# expect: equal
# result: numbers, value, again
# check: numbers == {"total": 0, "ratio": 1, "base": 2} and value == again == 5
# %%
NUMBERS = {}


def enter(function):
    NUMBERS[function.__name__] = len(NUMBERS)
    return function


@enter
def total(v):
    return base(v) + ratio(v)


@enter
def ratio(v, by=2):
    return v * by


@enter
def base(v):
    return v + 1 - ratio(0)


numbers = dict(NUMBERS)
value = total(1) + 1
# %%
again = total(1) + len(NUMBERS) - 2
