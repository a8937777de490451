"""Scopes while code is followed: variables, and a journal so that branches can be undone and joined."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nb2pipe.analysis.state.heap import join
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.model.analysis import BindingKind, Site, Source


@dataclass(slots=True, eq=False)
class Variable:
    """What is known about a name at one point of the notebook; never changed (frozen ones take thrice the time)."""

    value: Value
    #: Cells that bound it, one for each way to get here.
    bound_in: frozenset[int]
    #: Where the value comes from, for edges.
    sources: tuple[Source, ...]
    #: The last cell that bound or changed it.
    producer: int
    maybe_unbound: bool = False
    binding: BindingKind = BindingKind.VALUE
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Deleted:
    """The name was bound and then deleted."""

    cell: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What the code of a function says about every call of it."""

    local: frozenset[str]
    declared_global: frozenset[str]
    declared_nonlocal: frozenset[str]
    is_generator: bool


Slot = Variable | Deleted | None


@dataclass(eq=False, slots=True)
class Frame:
    """One scope: the module's, a call's, a class body's or a comprehension's."""

    kind: str
    parent: Frame | None = None
    slots: dict[str, Variable | Deleted] = field(default_factory=dict)
    #: Names that are local though they may not be bound yet.
    local: frozenset[str] = frozenset()
    declared_global: frozenset[str] = frozenset()
    declared_nonlocal: frozenset[str] = frozenset()
    #: The call ran into a `return` on some path.
    returned: Value = ()
    #: Functions made in it, at any depth, with the names that each may take from it.
    closures: dict[Obj, frozenset[str]] | None = None

    def put(self, name: str, slot: Slot) -> None:
        """Let the name stand for this."""
        if slot is None:
            self.slots.pop(name, None)
        else:
            self.slots[name] = slot

    def module(self) -> Frame:
        """The outermost frame."""
        frame = self
        while frame.parent is not None:
            frame = frame.parent
        return frame

    def owner_for_binding(self, name: str) -> Frame:
        """The frame in which an assignment in this one binds the name."""
        if name in self.declared_global:
            return self.module()
        if name in self.declared_nonlocal:
            frame = self.parent
            while frame is not None and frame.parent is not None:
                if frame.kind == "function" and (name in frame.local or name in frame.slots):
                    return frame
                frame = frame.parent
        return self

    def owner_for_lookup(self, name: str) -> Frame:
        """The frame in which a read in this one finds the name; the module's if no inner one has it."""
        frame: Frame = self
        is_first = True
        while frame.parent is not None:
            if name in frame.declared_global:
                return frame.module()
            if (frame.kind != "class" or is_first) and name in frame.slots:
                return frame
            if frame.kind == "function" and name in frame.local:
                return frame
            # A comprehension sees what its own scope sees, a class body's names only in its first iterable.
            is_first = False
            frame = frame.parent
        return frame


Changes = dict[tuple[int, str], tuple[Frame, Slot, Slot]]
#: All that names stood for meanwhile, by frame and name.
Moments = dict[tuple[int, str], tuple[Frame, list[Slot]]]


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

    def merge_interrupted(self, completed: Changes, moments: Moments) -> None:
        """Join the ways out of a branch that may have ended anywhere: at once, completed, or in between."""
        between: list[Changes] = [
            {key: (frame, frame.slots.get(key[1]), slot)} for key, (frame, slots) in moments.items() for slot in slots
        ]
        self.merge([completed, {}, *between])

    def rollback(self) -> Changes:
        """Close the branch, undo it, and give what it had changed."""
        changes: Changes = {}
        for (identity, name), (frame, before) in self._open.pop().items():
            changes[identity, name] = (frame, before, frame.slots.get(name))
            frame.put(name, before)
        return changes

    def merge(self, branches: list[Changes]) -> None:
        """Join the branches, each one a way that the code may take."""
        keys: dict[tuple[int, str], tuple[Frame, Slot]] = {}
        for branch in branches:
            for key, (frame, before, _) in branch.items():
                keys.setdefault(key, (frame, before))
        for key, (frame, before) in keys.items():
            outcomes: list[Slot] = [branch[key][2] if key in branch else before for branch in branches]
            self.set(frame, key[1], _join_slots(outcomes))


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
    return replace(
        first,
        value=join(*(slot.value for slot in bound)),
        bound_in=frozenset().union(*(slot.bound_in for slot in bound)),
        sources=tuple(sources),
        producer=max(slot.producer for slot in bound),
        maybe_unbound=len(bound) < len(slots) or any(slot.maybe_unbound for slot in bound),
        site=first.site if same_site else None,
        binding=first.binding if same_binding else BindingKind.VALUE,
    )
