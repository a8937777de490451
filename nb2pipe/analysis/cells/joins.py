"""What cells were seen to do, and which objects change later -> the same with variables that must travel together.

Two variables that share an object which a later cell changes must leave the cell that made them share it in one
artifact, or each would come back with a copy of its own. So the cell writes both; later readers get both from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nb2pipe.analysis.cells.memory import Recollection
from nb2pipe.analysis.cells.passes import Trace
from nb2pipe.analysis.cells.writes import Followed, Passengers
from nb2pipe.model.accesses import Read
from nb2pipe.model.ids import VarName

#: Names with the last cell above with which they travel.
Carriers = frozenset[tuple[VarName, int]]


def let_travel_together(seen: Trace, memory: Recollection) -> Sequence[Followed]:
    """The cells of a pass in document order, with the writes of variables that travel on with them."""
    joins = _late_joins(seen)
    if not joins:
        return seen.followed
    known = seen.look_back(joins)
    joined: list[Followed] = []
    carrier: dict[VarName, int] = {}
    for item in seen.followed:
        index = item.parsed.cell.index
        names = joins.get(index, frozenset())
        read = item.recorder.reads.keys() | item.recorder.asides.keys()
        carriers = frozenset((name, carrier[name]) for name in read & carrier.keys())
        if names or carriers:
            item = memory.recall("joined", index, (item, names, carriers, known.get(index, {})), _joined)
        joined.append(item)
        carrier.update(dict.fromkeys(names, index))
    return joined


def _joined(item: Followed, names: frozenset[VarName], carriers: Carriers, known: Passengers) -> Followed:
    chosen = sorted(names)
    recorder, cells = item.recorder, dict(carriers)
    return replace(
        item,
        recorder=replace(recorder, reads=_carried(recorder.reads, cells), asides=_carried(recorder.asides, cells)),
        writes={**item.writes, **{name: known[name][0] for name in chosen}},
        arrays={**item.arrays, **{name: known[name][1] for name in chosen}},
        joined=frozenset(names),
    )


def _carried(reads: Mapping[VarName, Read], cells: Mapping[VarName, int]) -> dict[VarName, Read]:
    """Reads, each from the last cell that bound, changed or carried the variable."""
    return {
        name: replace(read, producer=cells[name])
        if name in cells and read.producer is not None and read.producer < cells[name]
        else read
        for name, read in reads.items()
    }


def _late_joins(seen: Trace) -> dict[int, frozenset[VarName]]:
    """Cell -> variables that share an object with those it writes which is changed later: they travel on with it."""
    if not any(item.sharing for item in seen.followed):
        return {}
    vocabulary = seen.machine.vocabulary
    last_change = {obj: obj.last_change for obj in (*seen.made, *seen.machine.named) if obj.last_change >= 0}
    joins: defaultdict[int, int] = defaultdict(int)
    for item in seen.followed:
        index = item.parsed.cell.index
        for names, objects in item.sharing:
            if any(last_change.get(obj, -1) > index for obj in objects):
                joins[index] |= names
    return {index: frozenset(vocabulary.names(names)) for index, names in joins.items()}
