"""Analysis -> which cells a cell's values come from."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.accesses import BindingKind, Write, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, StatementFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import walk

#: Effects that every step can have again.
_STATE = frozenset({EffectKind.SEED, EffectKind.SET_OPTION, EffectKind.USE_LIBRARY})


def sets_state(facts: CellFacts, statement: StatementFacts) -> bool:
    """Whether a statement does no more than seed a generator or set options."""
    sure = [effect for effect in facts.effects if effect.statement == statement.index and not effect.is_guess]
    effects = {effect.kind for effect in sure} - {EffectKind.SHOW}
    return bool(effects) and effects <= _STATE and all(map(is_pseudo, statement.writes))


def binds_value(write: Write) -> bool:
    """Whether the cell binds the variable to a value that is no import and no function or class."""
    return write.kind is WriteKind.BIND and write.binding is BindingKind.VALUE and not is_pseudo(write.name)


@dataclass(frozen=True, slots=True)
class Need:
    """The reader takes the name from the producer, which bound or changed it."""

    producer: int
    reader: int
    name: VarName
    binding: BindingKind


@dataclass(frozen=True, slots=True)
class Needs:
    """All needs of a notebook, found from both ends."""

    of_reader: Mapping[int, tuple[Need, ...]]
    of_producer: Mapping[int, tuple[Need, ...]]

    def values_of(self, reader: int) -> Iterator[Need]:
        """What a cell takes that is no import."""
        return (need for need in self.of_reader.get(reader, ()) if need.binding is not BindingKind.IMPORT)


def find_needs(analysis: Analysis) -> Needs:
    """Join every read with the cells that bound the value or may have changed it since, guesses included."""
    writers: defaultdict[VarName, list[int]] = defaultdict(list)
    for facts in analysis.cells:
        for name in facts.writes:
            if not facts.only_lends(name):
                writers[name].append(facts.index)
    of_reader: dict[int, tuple[Need, ...]] = {}
    of_producer: defaultdict[int, list[Need]] = defaultdict(list)
    for facts in analysis.cells:
        found = tuple(
            Need(producer, facts.index, name, binding)
            for name, binding, sources in _wanted_names(facts)
            for producer in _producers(analysis.cells, facts.index, name, sources, writers[name])
        )
        of_reader[facts.index] = found
        for need in found:
            of_producer[need.producer].append(need)
    return Needs(of_reader, {producer: tuple(needs) for producer, needs in of_producer.items()})


def loop_targets(facts: CellFacts) -> frozenset[str]:
    """Names that `for` and `with` bind in the cell."""
    found: set[str] = set()
    for statement in facts.statements:
        for node in walk(statement.node):
            if isinstance(node, cst.For):
                found.update(target_names(node.target))
            elif isinstance(node, cst.AsName):
                found.update(target_names(node.name))
    return frozenset(found)


def _wanted_names(facts: CellFacts) -> Iterator[tuple[VarName, BindingKind, set[int]]]:
    """What the cell reads, and what it may leave as it was before: each with cells that are known to be sources."""
    for read in facts.reads.values():
        sources = {source.cell for source in read.sources}
        yield read.name, read.binding, sources if read.producer is None else {*sources, read.producer}
    kept = [w for w in facts.writes.values() if w.passes and binds_value(w) and w.name not in facts.reads]
    targets = loop_targets(facts) if kept else frozenset()
    for write in kept:
        if write.name not in targets:
            yield write.name, write.binding, set()


def _producers(
    cells: Sequence[CellFacts], reader: int, name: VarName, sources: set[int], writers: Sequence[int]
) -> list[int]:
    found = {source for source in sources if not cells[source].only_lends(name)}
    for index in reversed(writers[: bisect_left(writers, reader)]):
        found.add(index)
        write = cells[index].writes[name]
        if write.kind is WriteKind.BIND and write.certain and not write.passes:
            break
    return sorted(found - {reader})
