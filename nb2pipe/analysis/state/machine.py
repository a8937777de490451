"""The state that following a notebook needs, and how code changes it: names bound, objects and the world changed."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from nb2pipe.analysis.knowledge.types import PLAIN_DATA
from nb2pipe.analysis.state.apart import WHOLE, sources_of, with_part
from nb2pipe.analysis.state.backing import files_behind
from nb2pipe.analysis.state.changing import mark, note_change
from nb2pipe.analysis.state.fills import FILLED, UNTOLD
from nb2pipe.analysis.state.heap import (
    MAX_VALUES,
    MAY_BE_GIVEN,
    NOTHING,
    TABLE_CELL,
    holders_of,
    sorted_objects,
)
from nb2pipe.analysis.state.memory import windows_on
from nb2pipe.analysis.state.objects import Apart, Deleted, Frame, Obj, Value, Variable
from nb2pipe.analysis.state.recorder import Change
from nb2pipe.analysis.state.scene import POSTPONED, Scene
from nb2pipe.analysis.state.staying import stay_with
from nb2pipe.model.accesses import BindingKind, Site, Source, Via, WriteKind
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName

#: As much as following one node cost so many holders of a changed object, and so many links that are followed to find
#: these holders.
HOLDERS_PER_NODE = 16
FOLLOWED_LINKS_PER_NODE = 500


@dataclass(eq=False)
class Machine(Scene):
    """One pass over the cells of a notebook in some order."""

    # Names

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

    # Changes

    def change(
        self,
        value: Value,
        node: cst.CSTNode | None,
        *,
        through: str | None = None,
        is_guess: bool = False,
        is_likely: bool = False,
        is_told: bool = False,
        part: str = "",
    ) -> None:
        """Note that one of the objects is changed, and with it every variable that holds it.

        A guess is no fact about the cell, and edges pass it by; a likely one they follow. Of the only object, no more
        than the part may be changed. Of a container that is told, it is noted what is put into it.
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
        shown = {names for obj in changed for names in obj.parts.get("__dict__", NOTHING)}
        changed += sorted_objects((windows_on(changed) | shown) - set(changed))
        certain = self.is_certain() and len(value) == 1 and not is_guess
        self.recorder.changed_objects.update(changed)
        for obj in changed:
            note_change(obj, self.recorder.cell)
            if obj.type in FILLED and not is_told:
                mark(obj, UNTOLD)
        is_sure = is_likely or not is_guess
        sure_holders = holders_of(changed, loosely=False) if is_sure else set()
        strong = self._changed_names(sure_holders)
        holders = holders_of(changed, loosely=True)
        loose = self.names_of(holders - sure_holders) - strong
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
            self._new_version(name, Via.MUTATION if is_own else Via.ALIAS, certain=certain, guess=guess, part=part)
        if not (strong | loose) and not all(map(self._is_passing, changed)):
            self.recorder.impure_statements.add(self.recorder.statement)
        if not is_guess:
            self._change_what_it_may_be(changed, node)
            stay_with(self, changed)
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

    def _changed_names(self, holders: set[Obj]) -> set[VarName]:
        """Variables that change with these objects."""
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
            if isinstance(slot, Variable) and any(_derives_from(obj, classes) for obj in slot.value)
        }

    def _new_version(self, name: VarName, via: Via, *, certain: bool, guess: bool, part: str) -> None:
        slot = self.module.slots.get(name)
        if not isinstance(slot, Variable):
            return
        cell = self.recorder.cell
        source = Source(cell, via)
        sources, apart = slot.sources, slot.apart
        if not guess and slot.bound_in != self.recorder.here:
            # The cell has read the variable to change it, so what came before is behind it.
            keeps = () if certain and via is Via.MUTATION and name in self.recorder.reads else sources
            sources = (*(s for s in keeps if s != source), source) if source in keeps else (*keeps, source)
            apart = self._parts_after(name, slot, part, source, replaces=not keeps)
        changed = Variable(slot.value, slot.bound_in, sources, cell, slot.maybe_unbound, slot.binding, slot.site, apart)
        self.journal.set(self.module, name, changed)

    def _parts_after(self, name: VarName, slot: Variable, part: str, source: Source, *, replaces: bool) -> Apart | None:
        """What is known of a variable's parts after a change of one of them, or of the whole."""
        known = None
        if part and len(slot.value) == 1 and slot.site is not None:
            known = with_part(slot, part, source, replaces=replaces)
        if known is not None or slot.apart is None:
            return known
        if replaces:
            self.recorder.read_part(name, slot.apart, WHOLE)
            return None
        return {WHOLE: tuple(dict.fromkeys((*sources_of(slot.apart), source)))}

    # The world

    def postpone_annotations(self, node: cst.CSTNode) -> None:
        """`from __future__ import annotations`: it holds for the cells below as well."""
        self.postpones_annotations = True
        self.write_world(POSTPONED, node, Via.OPTION, replaces=True)

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


def _derives_from(obj: Obj, classes: set[Obj]) -> bool:
    """Whether it is an instance of one of the classes, or of one that derives from them."""
    seen: set[Obj] = set()
    stack = [*obj.bases]
    while stack:
        base = stack.pop()
        if base in classes:
            return True
        if base not in seen:
            seen.add(base)
            stack += base.bases
    return False
