"""What following a notebook has come to: variables, objects, the cell at hand; and what reading them notes."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

import libcst as cst

from nb2pipe.analysis.state.heap import NOTHING, join
from nb2pipe.analysis.state.journal import Journal
from nb2pipe.analysis.state.objects import Deleted, Frame, Heap, Obj, Shape, Value, Variable
from nb2pipe.analysis.state.recorder import Recorder
from nb2pipe.analysis.state.surroundings import Surroundings
from nb2pipe.model.accesses import BindingKind, Read, Source, Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.model.names import Vocabulary
from nb2pipe.syntax.free_names import free_names

#: Names that IPython gives to every notebook.
IPYTHON_NAMES = {"display", "get_ipython"}
HISTORY_NAMES = {"_", "__", "___", "In", "Out", "_i", "_ii", "_iii", "_ih", "_oh", "_dh", "exit", "quit"}
BUILTINS = frozenset(dir(builtins)) | {"__builtins__", "__annotations__", "__name__", "__doc__"} | IPYTHON_NAMES

#: What stands before the names of members that the notebook has replaced, among the names of the world.
PATCH = "patch:"
#: That annotations are not evaluated any more.
POSTPONED = "option:__future__"
#: Calls of a function make objects of their own if they differ in one of so many innermost call sites.
CALLS_APART = 2
#: As much as following one node cost so many new links.
LINKS_PER_NODE = 2


def _unwired(*_: object) -> Value:
    raise RuntimeError("a machine is made by interpreter.new_machine")


class Flow(Enum):
    """How a block ends."""

    NEXT = "next"
    #: On some path it returns, breaks or continues.
    MAYBE = "maybe"
    #: On every path.
    STOP = "stop"


@dataclass(eq=False)
class Scene:
    """What one pass over the cells of a notebook in some order has come to."""

    surroundings: Surroundings = field(default_factory=Surroundings)
    heap: Heap = field(default_factory=Heap)
    module: Frame = field(default_factory=lambda: Frame("module"))
    #: Pseudo variables: `random:numpy`, `file:x.csv`, `option:pandas`, `cwd`, `env:HOME`.
    world: Frame = field(default_factory=lambda: Frame("module"))
    journal: Journal = field(default_factory=Journal)
    recorder: Recorder = field(default_factory=lambda: Recorder(-1))
    implicit_imports: frozenset[str] = frozenset()
    #: Names that a star import may have given.
    unknown_names_from: tuple[int, str] | None = None
    #: Libraries whose options an open context puts back when it ends (`with pd.option_context(…)`).
    scoped_options: tuple[str, ...] = ()
    #: The expression of the context that is being entered.
    entered_context: cst.BaseExpression | None = None
    #: The notebook says `from __future__ import annotations`.
    postpones_annotations: bool = False
    #: Arguments of generator functions whose bodies have not run yet.
    suspended: dict[Obj, list[tuple[Value, str | None]]] = field(default_factory=dict)
    #: Pairs of cells that must stay in one process, and why.
    entangled: dict[tuple[int, int], str] = field(default_factory=dict)
    #: What names stand for that nothing has bound yet.
    missing: dict[VarName, Obj] = field(default_factory=dict)
    #: Texts given to `exec` and `eval`, parsed.
    parsed_texts: dict[str, cst.Module] = field(default_factory=dict)
    #: The value of the cell's last expression so far.
    shown: Value = NOTHING
    #: The expression that is a statement of its own: what it gives is at most shown.
    dropped: cst.CSTNode | None = None
    #: The expression that the cell ends with and whose value IPython shows.
    displayed: cst.CSTNode | None = None
    #: The notebook was saved after that cell was run, and its last expression gave nothing to show.
    showed_nothing: bool = False
    #: The last call of a function of the notebook that has returned nothing.
    silent: cst.CSTNode | None = None
    #: What the generator that is being followed was sent.
    sent: Value = NOTHING
    #: Objects raised so far, for `except … as name`.
    raised: list[Obj] = field(default_factory=list)
    #: Functions that are being followed, innermost last.
    running: list[Obj] = field(default_factory=list)
    #: Modules that `import` statements have named.
    modules: frozenset[str] = frozenset()
    call_stack: list[cst.CSTNode] = field(default_factory=list)
    #: Code of a function that calls itself deeper than it is followed -> the calls that are still to be followed.
    deferred: dict[cst.CSTNode, list[tuple[Obj, list[tuple[Value, str | None]]]]] = field(default_factory=dict)
    #: Code of the functions that a call of a library is about to run, each in its turn.
    awaited: list[cst.CSTNode] = field(default_factory=list)
    #: Nodes left to follow in this cell.
    budget: int = 0
    #: Nodes that all cells still to come may take beyond their shares.
    spare: int = 0
    #: Code of a function -> its names.
    shapes: dict[cst.CSTNode, Shape] = field(default_factory=dict)
    made: dict[tuple[int, str, int, tuple[int, ...]], Obj] = field(default_factory=dict)
    #: Where the functions that are being followed were called, innermost last.
    call_sites: list[int] = field(default_factory=list)
    externals: dict[str, Obj] = field(default_factory=dict)
    #: How expressions, blocks, calls and iteration are followed; wired by `interpreter`, so that no module needs all
    #: others.
    evaluate: Callable[[cst.CSTNode, Frame], Value] = _unwired
    execute: Callable[[cst.CSTNode, Frame], Flow] = field(default=_unwired)  # type: ignore[assignment]
    call: Callable[[cst.Call, Frame], Value] = _unwired
    consume: Callable[[Value, cst.CSTNode], Value] = _unwired
    consume_context: Callable[[Value, cst.CSTNode], Value] = _unwired
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    named: defaultdict[Obj, set[VarName]] = field(default_factory=lambda: defaultdict(set))
    _missing_names: dict[Obj, VarName] = field(default_factory=dict)

    def unwire(self) -> None:
        """Let go of the functions that follow code, which hold the machine in turn."""
        self.evaluate = self.call = self.consume = self.consume_context = _unwired
        self.execute = _unwired  # type: ignore[assignment]

    # Objects

    def make(self, node: cst.CSTNode, type_: str, tag: str = "") -> Obj:
        """The object that an expression makes in this cell: the same one each time it is followed."""
        key = (id(node), tag, self.recorder.cell, tuple(self.call_sites[-CALLS_APART:]))
        obj = self.made.get(key)
        if obj is None or obj.type != type_:
            obj = self.heap.new(type_, cell=self.recorder.cell)
            obj.node = node
            self.made[key] = obj
        return obj

    def external(self, name: str) -> Obj:
        """Something that a library offers."""
        if name not in self.externals:
            # Older than every cell: that some cell names it first means nothing.
            self.externals[name] = self.heap.new("external", name, serial=0)
        return self.externals[name]

    # Names

    def look_up(self, name: str, frame: Frame, node: cst.CSTNode | None, part: str = "") -> Value:
        """Read a name, or only a part of what it stands for, and note where that comes from if it is another cell."""
        owner = frame.owner_for_lookup(name)
        if owner.parent is not None:
            slot = owner.slots.get(name)
            if not isinstance(slot, Variable):
                return NOTHING
            if slot.maybe_unbound and owner.kind == "class":
                # A class body falls back to the module's names, unlike a function.
                return join(slot.value, self._look_up_global(VarName(name), node))
            return slot.value
        return self._look_up_global(VarName(name), node, part)

    def _look_up_global(self, name: VarName, node: cst.CSTNode | None, part: str = "") -> Value:
        slot = self.module.slots.get(name)
        cell = self.recorder.cell
        self.recorder.consulted.add(name)
        if isinstance(slot, Variable):
            if slot.bound_in == self.recorder.here:
                self.recorder.read_inside(name)
                if slot.maybe_unbound and name not in BUILTINS:
                    self._note_unsure(name, slot, node)
            else:
                if slot.apart is not None:
                    self.recorder.read_part(name, slot.apart, part)
                self._note_read(name, slot, node)
            return slot.value
        if isinstance(slot, Deleted) and name in BUILTINS:
            return (self.external(f"builtins.{name}"),)
        if slot is None and name in self.implicit_imports:
            return (self.external(name),)
        added = self.world.slots.get(f"{PATCH}builtins.{name}") if slot is None else None
        if isinstance(added, Variable):
            self.read_world("option:builtins", node, Via.OPTION)
            return join((self.external(f"builtins.{name}"),), added.value)
        if slot is None and name in BUILTINS:
            return (self.external(f"builtins.{name}"),)
        if slot is None and (name in HISTORY_NAMES or (name[:1] == "_" and name[1:].isdecimal())):
            self.effect(EffectKind.HISTORY, name, node)
        if slot is None and self.unknown_names_from is not None:
            source, module = self.unknown_names_from
            if source != cell:
                self._note_sourceless(name, node, source)
            return (self.external(f"{module}.{name}"),)
        self._note_sourceless(name, node, None, slot.cell if isinstance(slot, Deleted) else None)
        return NOTHING if isinstance(slot, Deleted) else self._missing_object(name)

    def _missing_object(self, name: VarName) -> Value:
        """What a name that nothing has bound would stand for: code that changes it still says so."""
        if name not in self.missing:
            # As old as externals, in the order of their names.
            self.missing[name] = self.heap.new(serial=-1 - int.from_bytes(name.encode(errors="surrogatepass")))
            self._missing_names[self.missing[name]] = name
        return (self.missing[name],)

    def _via(self) -> Via:
        return Via.CLOSURE if self.recorder.call_depth else Via.NAME

    def _note_read(self, name: VarName, slot: Variable, node: cst.CSTNode | None) -> None:
        recorder = self.recorder
        recorder.entry_values.setdefault(name, slot.value)
        via = self._via()
        if recorder.keeps_earlier(name, via, slot.producer):
            return
        sources = tuple(
            Source(source.cell, via) if source.via is Via.NAME else source
            for source in slot.sources
            if source.cell != recorder.cell
        )
        recorder.read(
            Read(
                name,
                recorder.statement,
                node,
                via,
                slot.producer,
                sources,
                slot.binding,
                slot.site,
                slot.maybe_unbound,
            )
        )

    def _note_unsure(self, name: VarName, slot: Variable, node: cst.CSTNode | None) -> None:
        statement = self.recorder.statement
        read = Read(name, statement, node, self._via(), slot.producer, (), slot.binding, slot.site, maybe_unbound=True)
        self.recorder.unsure.setdefault(name, read)

    def _note_sourceless(
        self, name: VarName, node: cst.CSTNode | None, source: int | None, deleted_in: int | None = None
    ) -> None:
        sources = () if source is None else (Source(source, self._via()),)
        binding = BindingKind.VALUE if source is None else BindingKind.IMPORT
        self.recorder.read(
            Read(name, self.recorder.statement, node, self._via(), source, sources, binding, deleted_in=deleted_in)
        )

    def local_variable(self, value: Value) -> Variable:
        """A variable that Python itself puts into a scope."""
        return Variable(value, frozenset({self.recorder.cell}), (), self.recorder.cell)

    def is_bound(self, name: str, frame: Frame) -> bool:
        """Whether the name is bound by the notebook where the code stands."""
        self.recorder.consulted.add(name)
        return isinstance(frame.owner_for_lookup(name).slots.get(name), Variable)

    def names_of(self, objects: Iterable[Obj]) -> set[VarName]:
        """Variables that hold one of the objects directly."""
        found: set[VarName] = set()
        for obj in objects:
            names = self.named.get(obj)
            if not names:
                continue
            self.recorder.consulted |= names
            for name in names:
                slot = self.module.slots.get(name)
                if isinstance(slot, Variable) and obj in slot.value:
                    found.add(name)
        return found

    def budget_left(self) -> int:
        """Nodes that may still be followed in this cell; calls of functions are not, once there are none."""
        return self.budget - self.heap.links // LINKS_PER_NODE

    def is_certain(self) -> bool:
        """Whether what happens now happens each time the cell runs."""
        return self.journal.depth == 0

    # The world

    def effect(self, kind: EffectKind, target: str, node: cst.CSTNode | None, *, is_guess: bool = False) -> None:
        """Note an effect of the current statement."""
        if kind is EffectKind.SET_OPTION and target in self.scoped_options:
            return
        self.recorder.effect(kind, target, node, certain=self.is_certain(), is_guess=is_guess)

    def is_postponed(self, annotation: cst.CSTNode, frame: Frame) -> bool:
        """Whether nothing is looked up in the annotation: it is kept as text, or waits for names that come later."""
        if self.postpones_annotations:
            self.read_world(POSTPONED, annotation, Via.OPTION)
            return True
        if not self.surroundings.defers_annotations or self.unknown_names_from is not None:
            return False
        return not all(name in BUILTINS or self.is_bound(name, frame) for name in free_names([annotation]).early)

    def read_world(self, name: str, node: cst.CSTNode | None, via: Via) -> None:
        """The state of a pseudo variable is used."""
        slot = self.world.slots.get(name)
        if not isinstance(slot, Variable) or slot.bound_in == self.recorder.here:
            return
        sources = tuple(Source(s.cell, via) for s in slot.sources if s.cell != self.recorder.cell)
        self.recorder.read(
            Read(VarName(name), self.recorder.statement, node, via, slot.producer, sources, maybe_unbound=False)
        )
