"""Abstract objects and the scopes in which names stand for them; older states of objects can be kept and given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.model.accesses import BindingKind, Site, Source

_NO_OBJECTS: frozenset[Obj] = frozenset()
#: The parts of an object that has none.
NO_PARTS: Mapping[str, Value] = MappingProxyType({})


LinkKind = Literal["contents", "loose", "holders", "loose_holders"]


class Obj:
    """One abstract object; compared by identity."""

    __slots__ = (
        "bases",
        "cell",
        "constant",
        "contents",
        "frame",
        "heap",
        "holders",
        "last_change",
        "loose",
        "loose_holders",
        "name",
        "node",
        "parts",
        "receiver",
        "serial",
        "traits",
        "type",
    )

    def __init__(
        self,
        type_: str = "",
        name: str = "",
        constant: object = None,
        *,
        cell: int = -1,
        serial: int = 0,
        heap: Heap | None = None,
    ) -> None:
        #: A type of `knowledge.types`, `external` for what a library offers, `function`, `class`, `instance`, or empty.
        self.type = type_
        #: Qualified name of an external; name of a function or class of the notebook.
        self.name = name
        #: The value of a constant string or number; None where unknown.
        self.constant = constant
        #: Links; most objects have none, so sets are made with the first one (`add_link`).
        self.contents: set[Obj] | frozenset[Obj] = _NO_OBJECTS
        self.loose: set[Obj] | frozenset[Obj] = _NO_OBJECTS
        self.holders: set[Obj] | frozenset[Obj] = _NO_OBJECTS
        self.loose_holders: set[Obj] | frozenset[Obj] = _NO_OBJECTS
        #: Parts that are told apart: attributes by name, items by constant key (`[0]`, `['a']`); see `put_part`.
        self.parts: Mapping[str, Value] = NO_PARTS
        #: For a function, lambda, class or generator of the notebook: its code and where its free names live.
        self.node: cst.CSTNode | None = None
        self.frame: Frame | None = None
        #: For an instance or bound method: its class; for a class: its bases.
        self.bases: Value = ()
        #: For a bound method: its receiver.
        self.receiver: Value = ()
        #: The last cell that changed it, directly; -1 if none did.
        self.last_change = -1
        #: Counts objects as they are made: an order for sets of them.
        self.serial = serial
        #: Where it lives; None for constants, which every notebook has.
        self.heap = heap
        #: The cell that made it.
        self.cell = cell
        #: Using it draws from the global generator; fitting it changes its inputs; fitting it fits what it holds.
        self.traits: frozenset[str] = frozenset()

    @property
    def is_immutable(self) -> bool:
        """Whether sharing it can never be noticed."""
        return self.type in _UNNOTICED


Value = tuple[Obj, ...]
#: Where parts of a value come from, by key or attribute, and under an empty text all others.
Apart = Mapping[str, tuple[Source, ...]]


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
    #: None where nothing but the whole is known.
    apart: Apart | None = None


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
    #: What the class is called whose body it is.
    name: str = ""

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
            # A comprehension sees what its own scope sees, a class body's names only in its first iterable; bases and
            # annotations of a generic definition see what stands around it.
            is_first = is_first and frame.kind == "types"
            frame = frame.parent
        return frame


#: What can change of an object after the cell that made it, beside its links: parts, last change, traits.
State = tuple[Mapping[str, Value], int, frozenset[str]]


class Link(NamedTuple):
    """An object that has come to the links of another one; code only ever adds some."""

    owner: Obj
    kind: LinkKind
    other: Obj


def add_link(owner: Obj, kind: LinkKind, other: Obj) -> bool:
    """Let the object be among these links of the owner; False if it was."""
    links = getattr(owner, kind)
    if other in links:
        return False
    if links:
        links.add(other)
    else:
        setattr(owner, kind, {other})
    return True


def drop_link(owner: Obj, kind: LinkKind, other: Obj) -> None:
    """Undo that."""
    getattr(owner, kind).discard(other)


#: Serials of one cell, and of one statement of it: no cell makes more objects, since what it may cost is limited.
_SERIALS_OF_CELL, _SERIALS_OF_STATEMENT = 1 << 48, 1 << 24


class Heap:
    """Makes the objects of one pass, and keeps how older ones were before each cell."""

    __slots__ = ("before", "has_ties", "linked", "links", "oldest", "serial")

    def __init__(self) -> None:
        self.serial = 0
        #: Objects with smaller serials are older than the cell at hand.
        self.oldest = 0
        self.before: dict[Obj, State] = {}
        #: Links that older objects have got since.
        self.linked: list[Link] = []
        #: Links made by the cell at hand: they cost as well.
        self.links = 0
        #: Whether some object has a holder that does not hold it (`tie`).
        self.has_ties = False

    def begin_cell(self, position: int) -> None:
        """Number the objects of the cell at this position of the pass, whatever the cells before have made."""
        self.serial = self.oldest = (position + 1) * _SERIALS_OF_CELL
        self.before = {}
        self.linked = []
        self.links = 0

    def begin_statement(self, index: int) -> None:
        """Number the objects of a statement, whatever the statements before have made."""
        self.serial = self.oldest + (index + 1) * _SERIALS_OF_STATEMENT

    def new(self, type_: str = "", name: str = "", *, cell: int = -1, serial: int | None = None) -> Obj:
        """An object of its own."""
        self.serial += 1
        return Obj(type_, name, cell=cell, serial=self.serial if serial is None else serial, heap=self)

    def keep(self, obj: Obj) -> None:
        """Note how an older object is, which is about to change."""
        if obj.serial <= self.oldest and obj not in self.before:
            self.before[obj] = state_of(obj)
            # What was kept is never changed: what is now gets parts of its own.
            obj.parts = dict(obj.parts) if obj.parts else NO_PARTS


def position_of(obj: Obj) -> int:
    """The position of the cell that made the object, in the order of its pass; negative for what no cell has made."""
    return obj.serial // _SERIALS_OF_CELL - 1


def state_of(obj: Obj) -> State:
    """What can change of the object beside its links."""
    return (obj.parts, obj.last_change, obj.traits)


def restore(obj: Obj, state: State) -> None:
    """Give the object a state that it has had."""
    obj.parts, obj.last_change, obj.traits = state


def clear(obj: Obj) -> None:
    """Let the object lead to no other one."""
    obj.contents = obj.loose = obj.holders = obj.loose_holders = _NO_OBJECTS
    obj.parts, obj.bases, obj.receiver, obj.frame = NO_PARTS, (), (), None


#: Sharing them means nothing, and they hold nothing.
UNSHARED = frozenset(IMMUTABLE | {"external"})
_UNNOTICED = UNSHARED | {"function", "class"}
