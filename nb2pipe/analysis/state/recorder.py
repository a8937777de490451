"""What a cell was seen to do while it was followed, collected for its facts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.analysis.state.apart import WHOLE, sources_of
from nb2pipe.analysis.state.objects import Apart, Obj, Value
from nb2pipe.model.accesses import Read, Source, Via, WriteKind
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.ids import VarName


@dataclass(slots=True)
class Change:
    """One change of a variable's object."""

    kind: WriteKind
    certain: bool
    is_guess: bool
    statement: int
    node: cst.CSTNode | None


@dataclass(slots=True)
class Recorder:
    """Facts of one cell in the making."""

    cell: int
    statement: int = 0
    #: How many functions of the notebook deep the code is that runs now.
    call_depth: int = 0
    reads: dict[VarName, Read] = field(default_factory=dict)
    #: Names that only a dropped magic uses.
    asides: dict[VarName, Read] = field(default_factory=dict)
    #: Names that the cell itself binds, though not on every path that leads to this look-up.
    unsure: dict[VarName, Read] = field(default_factory=dict)
    binds: dict[VarName, Change] = field(default_factory=dict)
    changes: dict[VarName, Change] = field(default_factory=dict)
    deletes: dict[VarName, None] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    #: Library calls, with how many functions of the notebook deep they stand.
    calls: list[tuple[str, int]] = field(default_factory=list)
    statement_reads: defaultdict[int, set[VarName]] = field(default_factory=lambda: defaultdict(set))
    statement_writes: defaultdict[int, set[VarName]] = field(default_factory=lambda: defaultdict(set))
    impure_statements: set[int] = field(default_factory=set)
    #: Statements that end the run where something is wrong, also in functions: `assert`, `raise`, `assert_equal()`.
    checking_statements: set[int] = field(default_factory=set)
    #: What the variables that the cell reads stood for when it first read them.
    entry_values: dict[VarName, Value] = field(default_factory=dict)
    #: Variables whose parts are told apart -> where those come from that the cell reads or sets.
    apart: dict[VarName, dict[Source, None]] = field(default_factory=dict)
    #: Those of which it reads the whole.
    wholes: set[VarName] = field(default_factory=set)
    #: Objects that were changed in place.
    changed_objects: set[Obj] = field(default_factory=set)
    #: Variables of the notebook whose state had a part in what the cell was seen to do.
    consulted: set[str] = field(default_factory=set)
    #: The same as bits of the machine's vocabulary: variables that lead to objects of the cell.
    shared: int = 0
    #: All variables had: code that changes a class changes its instances, under whatever name.
    consults_all: bool = False
    #: It changed the variables of a call that another function has kept.
    reaches_into_calls: bool = False
    #: Functions that keep their results and were called, those that were asked how often, and those that forgot.
    cached_calls: dict[str, None] = field(default_factory=dict)
    asked_caches: dict[str, None] = field(default_factory=dict)
    cleared_caches: dict[str, None] = field(default_factory=dict)
    #: Figures of pyplot, or parts of them, one of which is the current figure.
    figures: list[Obj] = field(default_factory=list)
    #: Names that objects got here for the first time.
    named: list[tuple[Obj, VarName]] = field(default_factory=list)
    #: What a plain binding in this cell says of itself: made once, since most bindings say nothing else.
    here: frozenset[int] = field(init=False)
    by_name: tuple[Source, ...] = field(init=False)
    _seen_effects: set[tuple[EffectKind, str, int, bool]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.here = frozenset({self.cell})
        self.by_name = (Source(self.cell, Via.NAME),)

    def keeps_earlier(self, name: VarName, via: Via, producer: int) -> bool:
        """Note another look-up of a name, and tell whether an earlier one stands for it."""
        self.statement_reads[self.statement].add(name)
        known = self.reads.get(name)
        return known is not None and not (known.via is Via.CLOSURE and via is Via.NAME and known.producer == producer)

    def read(self, read: Read) -> None:
        """A name was looked up outside the cell; the first look-up stays, unless a later one is by name."""
        self.statement_reads[self.statement].add(read.name)
        known = self.reads.get(read.name)
        if known is None or (known.via is Via.CLOSURE and read.via is Via.NAME and known.producer == read.producer):
            self.reads[read.name] = read

    def read_part(self, name: VarName, apart: Apart, part: str) -> None:
        """A part of a variable was looked up, or the whole."""
        if name not in self.apart:
            # Where the cell itself was the first to set a part, it has read the whole before.
            self.apart[name] = dict.fromkeys(self.reads[name].sources if name in self.reads else ())
        self.apart[name].update(dict.fromkeys(sources_of(apart, part)))
        if part == WHOLE:
            self.wholes.add(name)

    def read_inside(self, name: VarName) -> None:
        """A name that the cell itself has bound was looked up."""
        self.statement_reads[self.statement].add(name)

    def bind(self, name: VarName, node: cst.CSTNode | None, *, certain: bool) -> None:
        """A name was bound."""
        self.statement_writes[self.statement].add(name)
        self.binds[name] = Change(WriteKind.BIND, certain, False, self.statement, node)

    def change(self, name: VarName, change: Change) -> None:
        """A variable's object was changed; a change through its own name outweighs one through another."""
        self.statement_writes[self.statement].add(name)
        known = self.changes.get(name)
        if known is None or (known.is_guess, known.kind is WriteKind.ALIAS) > (
            change.is_guess,
            change.kind is WriteKind.ALIAS,
        ):
            self.changes[name] = change

    def effect(
        self, kind: EffectKind, target: str, node: cst.CSTNode | None, *, certain: bool, is_guess: bool = False
    ) -> None:
        """A statement touches something beside its variables."""
        key = (kind, target, self.statement, is_guess)
        if key not in self._seen_effects:
            self._seen_effects.add(key)
            self.effects.append(Effect(kind, target, self.statement, node, certain, self.call_depth > 0, is_guess))
