# A callback stored in an object reads a global that a later cell changes.
# expect: equal
# result: fired
# check: fired == [("go", 2)]
# %%
fired = []
level = 1
def on(ev):
    fired.append((ev, level))
# %%
class Bus:
    def __init__(self):
        self.subs = []
    def emit(self, ev):
        for s in self.subs:
            s(ev)
bus = Bus()
# %%
bus.subs.append(on)
# %%
level = 2
# %%
bus.emit("go")
