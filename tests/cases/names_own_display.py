# A class of the notebook has the name of IPython's display function, and a step keeps one of its instances.
# expect: equal
# result: shown, kind
# check: shown == ("a", "b") and kind == "display"
# %% {"tags": []}
class display:
    """Remembers what it was given."""

    def __init__(self, *args):
        self.args = args
# %%
numbers = [1, 2]
display(*numbers)
# %%
view = display("a", "b")
shown = view.args
kind = type(view).__name__
