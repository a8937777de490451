"""How a cell reads and writes variables, and where the values come from."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nb2pipe.model.ids import VarName
from nb2pipe.model.words import Word

if TYPE_CHECKING:
    import libcst as cst


class Via(Word):
    """Why one cell depends on another."""

    NAME = "name"
    MUTATION = "mutation"
    ALIAS = "alias"
    CLOSURE = "closure"
    FILE = "file"
    RANDOM = "random"
    OPTION = "option"


class BindingKind(Word):
    """What a name stands for."""

    VALUE = "value"
    IMPORT = "import"
    #: A function, a class, or a lambda under a name.
    DEFINITION = "definition"


class Source(NamedTuple):
    """A cell that had a part in a value, and why; by the thousand, so a tuple."""

    cell: int
    via: Via


@dataclass(frozen=True, slots=True)
class Site:
    """The top-level statement that bound a name."""

    cell: int
    statement: int


@dataclass(frozen=True, slots=True)
class Read:
    """A name that a cell takes from outside itself."""

    name: VarName
    statement: int
    node: cst.CSTNode | None
    via: Via
    #: The last cell that bound or changed it; None if nothing above did.
    producer: int | None
    sources: tuple[Source, ...]
    binding: BindingKind = BindingKind.VALUE
    #: Where it was bound, if that is one statement.
    site: Site | None = None
    maybe_unbound: bool = False
    #: Bound above, then deleted by this cell.
    deleted_in: int | None = None
    #: Where those parts come from that the cell reads or sets; None where the value is only known as a whole.
    apart: tuple[Source, ...] | None = None
    #: The cell reads no more of the value than these parts, and changes nothing of it.
    is_part: bool = False


class WriteKind(Word):
    """How a cell changes a variable."""

    BIND = "bind"
    #: The object is changed through this name.
    MUTATE = "mutate"
    #: The object is changed through another name, or through what holds it.
    ALIAS = "alias"
    #: Another name for the object was made here, and the object is changed later: both travel on together.
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Uncrossable:
    """Part of a value that cannot go to another process."""

    #: Such as `generator`, `open file`, `lock`.
    what: str
    #: Where in the value, such as `config["client"]`.
    path: str


@dataclass(frozen=True, slots=True)
class Write:
    """A name whose value is another one after the cell."""

    name: VarName
    kind: WriteKind
    #: The value from before the cell may be, or be part of, the value after it.
    passes: bool
    #: Bound or changed on every path.
    certain: bool
    #: Only an unknown call may have changed it.
    is_guess: bool
    statement: int
    node: cst.CSTNode | None
    #: The object that the name stood for was changed in place, whatever was bound after.
    is_changed: bool = False
    binding: BindingKind = BindingKind.VALUE
    #: Such as `DataFrame`, `ndarray`, `int`, `estimator`; empty where unknown.
    type: str = ""
    #: The value is of that very type, not only one that behaves like it: an `ndarray` is no number of numpy's.
    is_exact: bool = False
    #: The type hint that the items of a list, tuple or dict show, such as `list[str]`; empty where they do not.
    items: str = ""
    #: The class of a model or an instance: qualified if it is a library's, a name of the notebook if it is its own.
    made_by: str = ""
    #: All classes of which the value may be, qualified; none if there is one that is not known.
    classes: tuple[str, ...] = ()
    uncrossable: tuple[Uncrossable, ...] = ()
    #: Functions and classes of the notebook that the value holds.
    holds: frozenset[VarName] = frozenset()
    #: Variables that share objects with it when the cell ends.
    shares_with: AbstractSet[VarName] = frozenset()
    #: Unbound on some path by the end of the cell.
    maybe_unbound: bool = False
    #: Bound anew, but to a value that may be, hold or be held by the one that the cell found under the name.
    keeps_old: bool = False
    #: `copy.deepcopy` would lose a part of it or refuse it, where pickle does not.
    needs_pickle: bool = False
