"""Bindings noted, so that branches can be undone and joined."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager

from nb2pipe.analysis.state.apart import joined_parts
from nb2pipe.analysis.state.heap import join
from nb2pipe.analysis.state.objects import Frame, Obj, Slot, Variable
from nb2pipe.model.accesses import BindingKind, Source

Changes = dict[tuple[int, str], tuple[Frame, Slot, Slot]]
#: What names stand for at one moment, by frame and name.
Bound = dict[tuple[int, str], tuple[Frame, Slot]]
#: All that names stood for meanwhile, by frame and name.
Moments = dict[tuple[int, str], tuple[Frame, list[Slot]]]
#: Who follows a loop along so many unknown objects learns nothing from the next ones.
_MANY = 16


class Journal:
    """Every binding, so that each branch starts from the same state and all are joined after."""

    def __init__(self) -> None:
        #: Names of the outermost frames that the cell at hand has bound or unbound, with what they stood for before.
        self.before: dict[tuple[int, str], tuple[Frame, Slot]] = {}
        self._open: list[dict[tuple[int, str], tuple[Frame, Slot]]] = []
        self._watching: list[Moments] = []

    @property
    def depth(self) -> int:
        """How many branches are open: 0 means that what happens, happens for certain."""
        return len(self._open)

    def set(self, frame: Frame, name: str, slot: Slot) -> None:
        """Bind or unbind a name."""
        if frame.parent is None:
            self.before.setdefault((id(frame), name), (frame, frame.slots.get(name)))
        if self._open:
            self._open[-1].setdefault((id(frame), name), (frame, frame.slots.get(name)))
        for moments in self._watching:
            moments.setdefault((id(frame), name), (frame, []))[1].append(slot)
        frame.put(name, slot)

    def begin(self) -> None:
        """Open a branch."""
        self._open.append({})

    def watch(self) -> None:
        """Note from now on what names stand for, for code that may fail at any moment."""
        self._watching.append({})

    def moments(self) -> Moments:
        """What names have stood for since `watch`."""
        return self._watching.pop()

    def unwatch(self) -> None:
        """Stop watching whatever is watched: following the code has broken off."""
        self._watching.clear()

    def merge_interrupted(
        self, completed: Changes, moments: Moments, first: Container[tuple[int, str]] = frozenset()
    ) -> None:
        """Join the ways out of a branch that may have ended anywhere: at once, completed, or in between.

        It cannot have ended before it has bound the `first` names.
        """
        for key in dict.fromkeys([*completed, *moments]):
            frame, between = moments.get(key) or (completed[key][0], [])
            before = frame.slots.get(key[1])
            at_last = completed[key][2] if key in completed else before
            earlier = [] if key in first and between else [before]
            self.set(frame, key[1], _join_slots([at_last, *earlier, *between]))

    def rollback(self) -> Changes:
        """Close the branch, undo it, and give what it had changed."""
        changes: Changes = {}
        for (identity, name), (frame, before) in self._open.pop().items():
            changes[identity, name] = (frame, before, frame.slots.get(name))
            frame.put(name, before)
        return changes

    def bound_here(self) -> Bound:
        """What the names stand for now that the open branch has bound."""
        return {key: (frame, frame.slots.get(key[1])) for key, (frame, _) in self._open[-1].items()}

    def comes_to_new(self, rounds: Sequence[Bound]) -> bool:
        """Whether some name stands for an object that can change, and stood for others after each round before."""
        return any(
            _objects(slot).difference(*(_objects(earlier[key][1]) for earlier in rounds[:-1] if key in earlier))
            for key, (_, slot) in rounds[-1].items()
            if key in rounds[-2]
        )

    def comes_to_many(self, bound: Bound) -> bool:
        """Whether some name stands for many objects of which nothing is known: parts of parts, in every order."""
        slots = [slot for _, slot in bound.values() if isinstance(slot, Variable)]
        return any(sum([not obj.type for obj in slot.value]) > _MANY for slot in slots)

    def join_rounds(self, rounds: Sequence[Bound]) -> None:
        """Let each name stand for what it stood for after any of the rounds of a loop."""
        for key, (frame, slot) in rounds[-1].items():
            slots = [earlier[key][1] for earlier in rounds[:-1] if key in earlier]
            if any(_objects(other) - _objects(slot) for other in slots):
                self.set(frame, key[1], _join_slots([slot, *slots]))

    @contextmanager
    def perhaps(self) -> Iterator[None]:
        """What is followed in the context happens, or does not."""
        self.begin()
        yield
        self.merge([self.rollback(), {}])

    def merge(self, branches: list[Changes]) -> None:
        """Join the branches, each one a way that the code may take."""
        keys: dict[tuple[int, str], tuple[Frame, Slot]] = {}
        for branch in branches:
            for key, (frame, before, _) in branch.items():
                keys.setdefault(key, (frame, before))
        for key, (frame, before) in keys.items():
            outcomes: list[Slot] = [branch[key][2] if key in branch else before for branch in branches]
            self.set(frame, key[1], _join_slots(outcomes))


def _objects(slot: Slot) -> frozenset[Obj]:
    """The objects that can change for which a name stands."""
    return frozenset([obj for obj in slot.value if not obj.is_immutable]) if isinstance(slot, Variable) else frozenset()


def _join_slots(slots: list[Slot]) -> Slot:
    bound = [slot for slot in slots if isinstance(slot, Variable)]
    if not bound:
        return slots[0]
    first = bound[0]
    if all(slot is first for slot in slots):
        return first
    sources: dict[Source, None] = {}
    for slot in bound:
        sources.update(dict.fromkeys(slot.sources))
    same_site = all(slot.site == first.site for slot in bound)
    same_binding = all(slot.binding is first.binding for slot in bound)
    return Variable(
        value=join(*(slot.value for slot in bound)),
        bound_in=frozenset().union(*(slot.bound_in for slot in bound)),
        sources=tuple(sources),
        producer=max(slot.producer for slot in bound),
        maybe_unbound=len(bound) < len(slots) or any(slot.maybe_unbound for slot in bound),
        site=first.site if same_site else None,
        binding=first.binding if same_binding else BindingKind.VALUE,
        apart=joined_parts(bound),
    )
