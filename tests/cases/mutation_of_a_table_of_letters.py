# `str.maketrans` gives a dict, which a later step changes for the functions that use it.
# expect: equal
# result: first, second, third
# check: (first, second, third) == ("xy", "Qy", "Qy")
# %%
LETTERS = str.maketrans("ab", "xy")


def told():
    return "ab".translate(LETTERS)


first = told()
# %%
LETTERS[ord("a")] = "Q"
second = told()
# %%
third = told()
