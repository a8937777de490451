# A function of a class that stays in its step has a name of its own: no other process can be given it.
# expect: equal
# result: a, b, log
# check: (a, b, log) == (2, 3, [2, 3])
# %% {"tags": []}
class Notes:
    @staticmethod
    def tell(x):
        log.append(x)
        return x
# %% {"tags": ["step:data:first"]}
log = []
tell = Notes.tell
a = tell(2)
# %% {"tags": ["step:data:second"]}
b = tell(3)
