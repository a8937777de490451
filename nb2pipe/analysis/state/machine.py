"""The state that following a notebook needs: variables, objects, the cell at hand; and how it changes."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import libcst as cst

from nb2pipe.analysis.knowledge.types import PLAIN_DATA
from nb2pipe.analysis.state.backing import files_behind
from nb2pipe.analysis.state.changing import note_change
from nb2pipe.analysis.state.heap import (
    MAX_VALUES,
    MAY_BE_GIVEN,
    NOTHING,
    TABLE_CELL,
    holders_of,
    join,
    sorted_objects,
)
from nb2pipe.analysis.state.journal import Journal
from nb2pipe.analysis.state.memory import windows_on
from nb2pipe.analysis.state.objects import Deleted, Frame, Heap, Obj, Shape, Value, Variable
from nb2pipe.analysis.state.recorder import Change, Recorder
from nb2pipe.model.analysis import BindingKind, EffectKind, Read, Site, Source, Via, WriteKind
from nb2pipe.model.ids import VarName
from nb2pipe.model.names import Vocabulary

#: Names that IPython gives to every notebook.
IPYTHON_NAMES = {"display", "get_ipython"}
HISTORY_NAMES = {"_", "__", "___", "In", "Out", "_i", "_ii", "_iii", "_ih", "_oh", "_dh", "exit", "quit"}
BUILTINS = frozenset(dir(builtins)) | {"__builtins__", "__annotations__", "__name__", "__doc__"} | IPYTHON_NAMES

#: Calls of a function make objects of their own if they differ in one of so many innermost call sites.
CALLS_APART = 2
#: As much as following one node cost so many holders of a changed object, so many new links, and so many links that are
#: followed to find these holders.
HOLDERS_PER_NODE = 16
LINKS_PER_NODE = 2
FOLLOWED_LINKS_PER_NODE = 500


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
class Machine:
    """One pass over the cells of a notebook in some order."""

    #: Names that `from module import *` gives, where somebody has looked.
    star_exports: Mapping[str, frozenset[str]] = field(default_factory=dict)
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

    def look_up(self, name: str, frame: Frame, node: cst.CSTNode | None) -> Value:
        """Read a name, and note where it comes from if that is another cell."""
        owner = frame.owner_for_lookup(name)
        if owner.parent is not None:
            slot = owner.slots.get(name)
            if not isinstance(slot, Variable):
                return NOTHING
            if slot.maybe_unbound and owner.kind == "class":
                # A class body falls back to the module's names, unlike a function.
                return join(slot.value, self._look_up_global(VarName(name), node))
            return slot.value
        return self._look_up_global(VarName(name), node)

    def _look_up_global(self, name: VarName, node: cst.CSTNode | None) -> Value:
        slot = self.module.slots.get(name)
        cell = self.recorder.cell
        self.recorder.consulted.add(name)
        if isinstance(slot, Variable):
            if slot.bound_in == self.recorder.here:
                self.recorder.read_inside(name)
            else:
                self._note_read(name, slot, node)
            return slot.value
        if isinstance(slot, Deleted) and name in BUILTINS:
            return (self.external(f"builtins.{name}"),)
        if slot is None and name in self.implicit_imports:
            return (self.external(name),)
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

    def _note_sourceless(
        self, name: VarName, node: cst.CSTNode | None, source: int | None, deleted_in: int | None = None
    ) -> None:
        sources = () if source is None else (Source(source, self._via()),)
        binding = BindingKind.VALUE if source is None else BindingKind.IMPORT
        self.recorder.read(
            Read(name, self.recorder.statement, node, self._via(), source, sources, binding, deleted_in=deleted_in)
        )

    def bind(
        self, name: str, value: Value, frame: Frame, node: cst.CSTNode | None, binding: BindingKind = BindingKind.VALUE
    ) -> None:
        """Bind a name in the frame that an assignment here binds it in."""
        owner = frame.owner_for_binding(name)
        if binding is BindingKind.DEFINITION and not self.is_certain():
            binding = BindingKind.VALUE
        cell = self.recorder.cell
        site = Site(cell, self.recorder.statement)
        variable = Variable(value, self.recorder.here, self.recorder.by_name, cell, False, binding, site)
        if owner.kind == "function" and owner is not frame:
            self.recorder.reaches_into_calls = True
        if owner.kind == "function" and owner is not frame and name in frame.declared_nonlocal:
            self.change(tuple(self.running[-1:]), node)
            for function, taken in (owner.closures or {}).items():
                if name in taken:
                    self.change((function,), node)
        if owner is self.module:
            self.recorder.bind(VarName(name), node, certain=self.is_certain())
            for obj in value:
                names = self.named[obj]
                if name not in names:
                    names.add(VarName(name))
                    self.recorder.named.append((obj, VarName(name)))
        self.journal.set(owner, name, variable)

    def local_variable(self, value: Value) -> Variable:
        """A variable that Python itself puts into a scope."""
        return Variable(value, frozenset({self.recorder.cell}), (), self.recorder.cell)

    def is_bound(self, name: str, frame: Frame) -> bool:
        """Whether the name is bound by the notebook where the code stands."""
        self.recorder.consulted.add(name)
        return isinstance(frame.owner_for_lookup(name).slots.get(name), Variable)

    def bind_silently(self, name: str, value: Value, frame: Frame) -> None:
        """Bind a name that is gone again before anybody outside can see it (`except … as name`)."""
        owner = frame.owner_for_binding(name)
        cell = self.recorder.cell
        variable = Variable(value, self.recorder.here, self.recorder.by_name, cell)
        self.journal.set(owner, name, variable)

    def unbind(self, name: str, frame: Frame, node: cst.CSTNode | None) -> None:
        """`del name`."""
        owner = frame.owner_for_binding(name)
        if owner.kind != "class":
            self.look_up(name, frame, node)
        if owner is self.module:
            self.recorder.deletes[VarName(name)] = None
            self.recorder.statement_writes[self.recorder.statement].add(VarName(name))
            self.journal.set(owner, name, Deleted(self.recorder.cell))
        else:
            self.journal.set(owner, name, None)

    def budget_left(self) -> int:
        """Nodes that may still be followed in this cell; calls of functions are not, once there are none."""
        return self.budget - self.heap.links // LINKS_PER_NODE

    def is_certain(self) -> bool:
        """Whether what happens now happens each time the cell runs."""
        return self.journal.depth == 0

    # Changes

    def change(
        self,
        value: Value,
        node: cst.CSTNode | None,
        *,
        through: str | None = None,
        is_guess: bool = False,
        is_likely: bool = False,
    ) -> None:
        """Note that one of the objects is changed, and with it every variable that holds it.

        A guess is no fact about the cell, and edges pass it by; a likely one they follow.
        """
        if not value:
            return
        is_guess = is_guess or is_likely
        changed = [obj for obj in value if not obj.is_immutable or obj.type in ("class", "function")]
        if is_guess:
            # What stands in a cell of a table is a text or a number, unless the code treats it as something else.
            changed = [obj for obj in changed if TABLE_CELL not in obj.traits]
        if not changed:
            return
        changed += sorted_objects(windows_on(changed) - set(changed))
        certain = self.is_certain() and len(value) == 1 and not is_guess
        self.recorder.changed_objects.update(changed)
        for obj in changed:
            note_change(obj, self.recorder.cell)
        strong = set() if is_guess and not is_likely else self._changed_names(changed)
        holders = holders_of(changed, loosely=True)
        loose = self.names_of(holders) - strong
        # Objects that hold each other by the thousand cost more to change than the code shows.
        self.budget -= len(holders) // HOLDERS_PER_NODE
        if len(holders) > HOLDERS_PER_NODE:
            links = sum([len(obj.holders) + len(obj.loose_holders) for obj in holders])
            self.budget -= links // FOLLOWED_LINKS_PER_NODE
        read_here = self.recorder.statement_reads.get(self.recorder.statement, set())
        for name in sorted(strong | loose):
            is_own = name == through or (name in read_here and (through is None or self.recorder.call_depth > 0))
            kind = WriteKind.MUTATE if is_own else WriteKind.ALIAS
            guess = name in loose and not (is_own and not is_guess)
            is_fact = not guess and not is_guess
            self.recorder.change(name, Change(kind, certain and is_fact, not is_fact, self.recorder.statement, node))
            self._new_version(name, Via.MUTATION if is_own else Via.ALIAS, certain=certain, guess=guess)
        if not (strong | loose) and not all(map(self._is_passing, changed)):
            self.recorder.impure_statements.add(self.recorder.statement)
        if not is_guess:
            self._change_what_it_may_be(changed, node)
            self._keep_with_frames(changed)
            for path in files_behind(changed, self.recorder.cell):
                self.effect(EffectKind.WRITE_FILE, path, node)
                self.write_world(f"file:{path}", node, Via.FILE, replaces=False)

    def _is_passing(self, obj: Obj) -> bool:
        """Whether the object is data that this cell has made and that no name leads to: a variable of a call."""
        return obj.cell == self.recorder.cell and obj.type in PLAIN_DATA

    def _change_what_it_may_be(self, changed: list[Obj], node: cst.CSTNode | None) -> None:
        """What an unknown call gave may be one of the objects that the call was given, or an element of one."""
        given = {held for obj in changed if obj.traits >= MAY_BE_GIVEN for held in obj.loose}
        inner = {held for obj in given for held in obj.contents}
        mutable = sorted_objects(obj for obj in given | inner if not obj.is_immutable)[:MAX_VALUES]
        if mutable:
            self.change(tuple(mutable), node, is_guess=True)

    def _keep_with_frames(self, changed: list[Obj]) -> None:
        """A copy of a frame or an array holds the same Python objects; only in one process are they still shared."""
        cell = self.recorder.cell
        inside = [obj for obj in changed if obj.type in ("list", "dict", "set", "instance")]
        frames = [o for obj in inside for o in obj.loose_holders if o.type in ("DataFrame", "Series", "ndarray")]
        for name in sorted(self.names_of(holders_of(frames, loosely=True))):
            slot = self.module.slots[name]
            if isinstance(slot, Variable) and min(slot.bound_in) < cell:
                reason = f"`{name}` holds Python objects that are changed, and a copy of it would not hold them"
                self.entangled.setdefault((min(slot.bound_in), cell), reason)

    def _changed_names(self, changed: list[Obj]) -> set[VarName]:
        holders = holders_of(changed, loosely=False)
        unbound = {name for obj in holders if (name := self._missing_names.get(obj))}
        self.recorder.consulted.update(unbound)
        missing = {name for name in unbound if name not in self.module.slots}
        # What a class has, its instances have.
        classes = {obj for obj in holders if obj.type == "class"}
        return self.names_of(holders) | missing | (self._names_of_instances(classes) if classes else set())

    def _names_of_instances(self, classes: set[Obj]) -> set[VarName]:
        self.recorder.consults_all = True
        return {
            VarName(name)
            for name, slot in self.module.slots.items()
            if isinstance(slot, Variable) and any(not classes.isdisjoint(obj.bases) for obj in slot.value)
        }

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

    def _new_version(self, name: VarName, via: Via, *, certain: bool, guess: bool) -> None:
        slot = self.module.slots.get(name)
        if not isinstance(slot, Variable):
            return
        cell = self.recorder.cell
        source = Source(cell, via)
        sources = slot.sources
        if not guess and slot.bound_in != self.recorder.here:
            # The cell has read the variable to change it, so what came before is behind it.
            keeps = () if certain and via is Via.MUTATION and name in self.recorder.reads else sources
            sources = (*(s for s in keeps if s != source), source) if source in keeps else (*keeps, source)
        changed = Variable(slot.value, slot.bound_in, sources, cell, slot.maybe_unbound, slot.binding, slot.site)
        self.journal.set(self.module, name, changed)

    # The world

    def effect(self, kind: EffectKind, target: str, node: cst.CSTNode | None, *, is_guess: bool = False) -> None:
        """Note an effect of the current statement."""
        if kind is EffectKind.SET_OPTION and target in self.scoped_options:
            return
        self.recorder.effect(kind, target, node, certain=self.is_certain(), is_guess=is_guess)

    def write_world(self, name: str, node: cst.CSTNode | None, via: Via, *, replaces: bool) -> None:
        """A pseudo variable gets a new state; unless it replaces the old one, it is read as well."""
        if via is Via.OPTION and name.startswith("option:") and name.removeprefix("option:") in self.scoped_options:
            return
        if not replaces:
            self.read_world(name, node, via)
        cell = self.recorder.cell
        self.journal.set(self.world, name, Variable(NOTHING, self.recorder.here, (Source(cell, via),), cell, False))
        self.recorder.binds[VarName(name)] = Change(
            WriteKind.BIND if replaces else WriteKind.MUTATE, self.is_certain(), False, self.recorder.statement, node
        )

    def read_world(self, name: str, node: cst.CSTNode | None, via: Via) -> None:
        """The state of a pseudo variable is used."""
        slot = self.world.slots.get(name)
        if not isinstance(slot, Variable) or slot.bound_in == self.recorder.here:
            return
        sources = tuple(Source(s.cell, via) for s in slot.sources if s.cell != self.recorder.cell)
        self.recorder.read(
            Read(VarName(name), self.recorder.statement, node, via, slot.producer, sources, maybe_unbound=False)
        )
