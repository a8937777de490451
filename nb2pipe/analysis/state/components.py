"""Objects that lead to each other in circles, found as groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator

from nb2pipe.analysis.state.objects import Obj


def components(
    start: Obj, links: Callable[[Obj], Collection[Obj]], known: Container[Obj]
) -> Iterator[tuple[list[Obj], Collection[Obj]]]:
    """The strongly connected components that an object leads to, each after those that it leads to itself.

    With each come the objects to which its own are linked. Tarjan's algorithm meets every object once; what is `known`
    is left out, and whoever takes a component makes it known before the next one.
    """
    order: dict[Obj, int] = {start: 0}
    lowest = {start: 0}
    linked = {start: links(start)}
    path = [start]
    stack = [(start, iter(linked[start]))]
    while stack:
        obj, rest = stack[-1]
        for other in rest:
            if other in known:
                continue
            if other in order:
                lowest[obj] = min(lowest[obj], order[other])
                continue
            beyond = links(other)
            if all(map(known.__contains__, beyond)):
                # Most objects lead to nothing new: they are components of their own.
                yield [other], beyond
                continue
            order[other] = lowest[other] = len(order)
            linked[other] = beyond
            path.append(other)
            stack.append((other, iter(beyond)))
            break
        else:
            stack.pop()
            if lowest[obj] == order[obj]:
                members = [path.pop()]
                while members[-1] is not obj:
                    members.append(path.pop())
                yield members, linked[obj] if len(members) == 1 else set().union(*map(linked.__getitem__, members))
            if stack:
                outer = stack[-1][0]
                lowest[outer] = min(lowest[outer], lowest[obj])
