"""One order of a notebook's cells, followed again and again: what an edit did not touch is not followed again.

For each cell a pass keeps the states of what the cell changed, before and after, and which variables it consulted.
To follow another version of the notebook, it goes back to the first cell that differs, follows that one, and compares
what it left behind with what the earlier version had left (`Comparison`). Where only some variables differ, later cells
that consulted none of them get their changes back as they were; the others are followed. Where more differs (an object
that other cells hold, files, process state), all later cells are followed.

    cells    0   1   2   3   4          edited: 2, which now leaves `x` differently
             =   =   *   +   =          3 consulted `x` and is followed; 4 did not
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from nb2pipe.analysis.cells.comparison import Comparison
from nb2pipe.analysis.cells.hindsight import Past, look_back
from nb2pipe.analysis.cells.interpreter import follow_cell, new_machine
from nb2pipe.analysis.cells.writes import Followed, Passengers
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Link, Obj, Slot, State, add_link, clear, drop_link, restore, state_of
from nb2pipe.analysis.state.sharing import Holders, Sharing
from nb2pipe.analysis.state.surroundings import Surroundings
from nb2pipe.model.code import ParsedCell
from nb2pipe.model.ids import VarName
from nb2pipe.model.names import Vocabulary
from nb2pipe.syntax.nesting import deep_recursion

#: The rest of a machine's state: where unknown names come from, whether annotations wait, spare nodes, modules.
Rest = tuple[tuple[int, str] | None, bool, int, frozenset[str]]
#: Functions of whose code more names are known than this: the notebook has been edited for long.
_MANY_SHAPES = 20_000
#: Index of a cell -> variables of which it is asked what they were when the cell had ended.
Wanted = Mapping[int, frozenset[VarName]]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One cell as it was followed, and how it changed the machine."""

    followed: Followed
    #: Objects of earlier cells -> how they were before and after.
    objects: Mapping[Obj, tuple[State, State]]
    #: Links that objects of earlier cells got.
    links: tuple[Link, ...]
    #: Whether of the world, and the name -> what it stood for before and after.
    slots: Mapping[tuple[bool, str], tuple[Slot, Slot]]
    rest: tuple[Rest, Rest]
    made: tuple[Obj, ...]
    named: tuple[tuple[Obj, VarName], ...]
    entangled: Mapping[tuple[int, int], str]
    consulted: frozenset[str]
    #: What has been found out about other variables as this cell leaves them.
    passengers: Passengers = field(default_factory=dict)

    @property
    def is_bounded(self) -> bool:
        """Whether its changes are in objects and outermost names alone."""
        return not self.followed.recorder.reaches_into_calls

    def is_of(self, parsed: ParsedCell) -> bool:
        """Whether following this cell would be following the same code at the same place."""
        own = self.followed.parsed
        return own is parsed or (
            own.module is parsed.module
            and own.magics == parsed.magics
            and own.implicit_imports == parsed.implicit_imports
            and (own.cell.index, own.cell.showed_nothing) == (parsed.cell.index, parsed.cell.showed_nothing)
        )

    def needs(self, names: set[str], vocabulary: Vocabulary) -> bool:
        """Whether it would be another one if these variables had other states."""
        recorder = self.followed.recorder
        if not names or recorder.consults_all or not self.consulted.isdisjoint(names):
            return bool(names)
        return any(vocabulary.find(name) & recorder.shared for name in names)


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What all cells were seen to do, in their order, and the machine after the last one."""

    followed: Sequence[Followed]
    machine: Machine
    #: The objects that expressions have made.
    made: Sequence[Obj]
    #: Pairs of cells that must stay in one process, and why.
    entangled: Mapping[tuple[int, int], str]
    #: What variables were when earlier cells had ended, and what they shared.
    look_back: Callable[[Wanted], Mapping[int, Passengers]]

    def take_apart(self) -> None:
        """Let no object lead to another: all would be garbage that only Python's cyclic collector finds."""
        for obj in self.made:
            clear(obj)
        self.machine.unwire()
        self.machine.module.slots.clear()


def trace(cells: Sequence[ParsedCell], surroundings: Surroundings) -> Trace:
    """Follow a notebook once."""
    m = new_machine(surroundings)
    holders = Holders(m)
    followed: list[Followed] = []
    pasts: list[Past] = []
    with deep_recursion():
        for position, parsed in enumerate(cells):
            modules = m.modules
            followed.append(follow_cell(m, parsed, position, holders))
            pasts.append(Past(m.heap.before, m.heap.linked, m.journal.before, modules))

    def look(wanted: Wanted) -> Mapping[int, Passengers]:
        return look_back(m, zip(reversed(followed), reversed(pasts), strict=True), wanted)

    return Trace(followed, m, list(m.made.values()), m.entangled, look)


class Pass:
    """The cells of a notebook in one order, and the machine as they left it."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self._forget()

    def _forget(self) -> None:
        self.runs: list[Run] = []
        self._machine = new_machine(self.surroundings)
        self._holders = Holders(self._machine)

    def follow(self, cells: Sequence[ParsedCell]) -> Trace:
        """Follow this version of the notebook: the result is that of following all of it."""
        if not all(run.is_bounded for run in self.runs) or len(self._machine.shapes) > _MANY_SHAPES:
            self._forget()
        same = 0
        while same < min(len(cells), len(self.runs)) and self.runs[same].is_of(cells[same]):
            same += 1
        try:
            with deep_recursion():
                self._follow_from(same, cells)
        except BaseException:
            # Whatever ended it, the machine may be anywhere between two cells.
            self._forget()
            raise
        self.runs = [_with_cell(run, parsed) for run, parsed in zip(self.runs, cells, strict=True)]
        return Trace(
            [run.followed for run in self.runs],
            self._machine,
            [obj for run in self.runs for obj in run.made],
            {pair: reason for run in self.runs for pair, reason in run.entangled.items()},
            self._look_back,
        )

    def _look_back(self, wanted: Wanted) -> Mapping[int, Passengers]:
        positions = {run.followed.parsed.cell.index: position for position, run in enumerate(self.runs)}
        missing = {
            index: names
            for index, names in wanted.items()
            if not names <= self.runs[positions[index]].passengers.keys()
        }
        cells = ((run.followed, self._before(run)) for run in reversed(self.runs))
        for index, found in look_back(self._machine, cells, missing).items() if missing else ():
            run = self.runs[positions[index]]
            consulted = run.consulted | run.followed.recorder.consulted
            self.runs[positions[index]] = replace(run, passengers=found, consulted=consulted)
        return {index: self.runs[positions[index]].passengers for index in wanted}

    def _before(self, run: Run) -> Past:
        m = self._machine
        frames = {True: m.world, False: m.module}
        return Past(
            {obj: before for obj, (before, _) in run.objects.items()},
            run.links,
            {
                (id(frames[is_world]), name): (frames[is_world], before)
                for (is_world, name), (before, _) in run.slots.items()
            },
            run.rest[0][-1],
        )

    def _follow_from(self, start: int, cells: Sequence[ParsedCell]) -> None:
        earlier, self.runs = self.runs[start:], self.runs[:start]
        for run in reversed(earlier):
            self._undo(run)
        comparison: Comparison | None = Comparison()
        for position, parsed in enumerate(cells[start:], start):
            known = earlier[position - start] if position - start < len(earlier) else None
            if (
                comparison
                and known
                and known.is_of(parsed)
                and not known.needs(comparison.differing, self._machine.vocabulary)
            ):
                self._redo(known)
                self.runs.append(known)
                continue
            run = self._run(parsed, position)
            if comparison and known and _are_of_one_cell(known, run) and comparison.accepts(known, run, position):
                self._undo(run)
                run = merge(known, run, comparison)
                self._redo(run)
            else:
                comparison = None
            self.runs.append(run)

    def _run(self, parsed: ParsedCell, position: int) -> Run:
        m = self._machine
        m.made, m.entangled = {}, {}
        before = self._rest()
        followed = follow_cell(m, parsed, position, self._holders)
        slots = {
            (frame is m.world, name): (old, frame.slots.get(name))
            for (_, name), (frame, old) in m.journal.before.items()
        }
        return Run(
            followed,
            {obj: (old, state_of(obj)) for obj, old in m.heap.before.items()},
            tuple(m.heap.linked),
            slots,
            (before, self._rest()),
            tuple(m.made.values()),
            tuple(followed.recorder.named),
            m.entangled,
            frozenset(followed.recorder.consulted | {name for is_world, name in slots if not is_world}),
        )

    def _rest(self) -> Rest:
        m = self._machine
        return m.unknown_names_from, m.postpones_annotations, m.spare, m.modules

    def _set_rest(self, rest: Rest) -> None:
        m = self._machine
        m.unknown_names_from, m.postpones_annotations, m.spare, m.modules = rest

    def _undo(self, run: Run) -> None:
        self._give(run, 0)
        for obj, name in run.named:
            self._machine.named[obj].discard(name)
            if not self._machine.named[obj]:
                del self._machine.named[obj]

    def _redo(self, run: Run) -> None:
        self._give(run, 1)
        for obj, name in run.named:
            self._machine.named[obj].add(name)

    def _give(self, run: Run, side: Literal[0, 1]) -> None:
        """Give objects and variables what they were before (0) or after (1) the cell."""
        m = self._machine
        self._holders.forget()
        for obj, states in run.objects.items():
            restore(obj, states[side])
        change_link = add_link if side else drop_link
        for link in run.links:
            change_link(*link)
        for (is_world, name), values in run.slots.items():
            (m.world if is_world else m.module).put(name, values[side])
        self._set_rest(run.rest[side])


def _are_of_one_cell(known: Run, run: Run) -> bool:
    same = known.followed.parsed.cell.index == run.followed.parsed.cell.index
    return same and known.is_bounded and run.is_bounded


def _with_cell(run: Run, parsed: ParsedCell) -> Run:
    """The same for a cell with other tags, outputs or counts."""
    if run.followed.parsed is parsed:
        return run
    return replace(run, followed=replace(run.followed, parsed=parsed))


def merge(known: Run, run: Run, comparison: Comparison) -> Run:
    """What the new code did, told of the objects of the earlier version wherever these are the same."""
    twin = comparison.twin
    followed = run.followed

    def told(sharing: Sharing) -> Sharing:
        return tuple((names, [*map(twin, objects)]) for names, objects in sharing)

    arrays = {name: told(others) for name, others in followed.arrays.items()}
    slots: dict[tuple[bool, str], tuple[Slot, Slot]] = {}
    for key, (before, after) in run.slots.items():
        is_same = key in known.slots and (key[0] or key[1] not in comparison.differing)
        slots[key] = (before, known.slots[key][1] if is_same else comparison.translated(after))
    objects = {obj: states for obj, states in known.objects.items() if not comparison.is_of_one_version(obj)}
    objects.update({obj: states for obj, states in run.objects.items() if comparison.is_of_one_version(obj)})
    links = [link for link in known.links if not comparison.is_of_one_version(link.owner)]
    links += [link for link in run.links if comparison.is_of_one_version(link.owner)]
    named = [(twin(obj), name) for obj, name in run.named]
    return replace(
        run,
        followed=replace(followed, sharing=told(followed.sharing), arrays=arrays),
        objects=objects,
        links=tuple(links),
        slots=slots,
        made=tuple(twin(obj) for obj in run.made),
        named=tuple(dict.fromkeys(named)),
    )
