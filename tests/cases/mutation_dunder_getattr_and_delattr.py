# Dynamic attributes of a user class: __getattr__ creates, __delattr__ logs.
# expect: equal
# result: made, gone
# check: made == ["x"] and gone == ["x"]
# %%
class Auto:
    def __init__(self):
        self.made, self.gone = [], []
    def __getattr__(self, k):
        if k.startswith("_"):
            raise AttributeError(k)
        self.made.append(k)
        setattr(self, k, 1)
        return 1
    def __delattr__(self, k):
        self.gone.append(k)
        super().__delattr__(k)
# %%
a = Auto()
# %%
a.x
# %%
del a.x
# %%
made, gone = a.made, a.gone
