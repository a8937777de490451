"""The machine after the last cell, led back cell by cell to what it was after an earlier one, and forth again.

Only when all cells have been followed it is known which variables must travel on together from a cell (see `joins`).
What they stood for when that cell ended is then looked up where it is needed, rather than noted for every variable at
the end of every cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nb2pipe.analysis.cells.writes import Followed, Passengers, passengers
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Link, Obj, Slot, State, add_link, drop_link, restore, state_of
from nb2pipe.model.ids import VarName


class Past:
    """What a cell changed of the machine, as it was before the cell."""

    __slots__ = ("_is_now", "_links", "_modules", "_objects", "_slots")

    def __init__(
        self,
        objects: Mapping[Obj, State],
        links: Sequence[Link],
        slots: Mapping[tuple[int, str], tuple[Frame, Slot]],
        modules: frozenset[str],
    ) -> None:
        self._objects, self._slots, self._modules = objects, slots, modules
        #: Links that the cell has added.
        self._links = links
        self._is_now = False

    def exchange(self, m: Machine) -> None:
        """Put this in the place of what is, and keep that; the second time puts it back."""
        now = {obj: state_of(obj) for obj in self._objects}
        for obj, state in self._objects.items():
            restore(obj, state)
        for link in self._links:
            add_link(*link) if self._is_now else drop_link(*link)
        self._is_now = not self._is_now
        slots = {key: (frame, frame.slots.get(key[1])) for key, (frame, _) in self._slots.items()}
        for (_, name), (frame, slot) in self._slots.items():
            frame.put(name, slot)
        m.modules, self._modules = self._modules, m.modules
        self._objects, self._slots = now, slots


def look_back(
    m: Machine, cells: Iterable[tuple[Followed, Past]], wanted: Mapping[int, frozenset[VarName]]
) -> dict[int, Passengers]:
    """What these variables were when the cells ended, by the cells' index; `cells` are told from the last one up."""
    found: dict[int, Passengers] = {}
    undone: list[Past] = []
    recorder = m.recorder
    for item, past in cells:
        index = item.parsed.cell.index
        if index in wanted:
            m.recorder = item.recorder
            found[index] = passengers(m, wanted[index])
            if len(found) == len(wanted):
                break
        past.exchange(m)
        undone.append(past)
    for past in reversed(undone):
        past.exchange(m)
    m.recorder = recorder
    return found
