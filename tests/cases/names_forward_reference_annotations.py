# Annotations in quotes and under the __future__ import name classes that come later.
# expect: equal
# result: r
# check: r == ["b", "a"]
# %%
class Node:
    def __init__(self, name: str, next: "Link | None" = None):
        self.name, self.next = name, next
    def follow(self) -> "list[Node]":
        return [self.name] + (self.next.to.follow() if self.next else [])
# %%
class Link:
    def __init__(self, to: Node):
        self.to = to
# %%
a = Node("a")
b = Node("b", Link(a))
# %%
r = b.follow()
