"""Functions and classes that a cell uses and then defines anew: in a step, the name is a local one from its top on."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.planning.defined import Defined
from nb2pipe.planning.definitions import Definitions


def used_then_redefined(facts: CellFacts, definitions: Definitions) -> Iterator[tuple[VarName, int]]:
    """The names, each with the cell that has made what the cell uses first."""
    for statement in facts.statements:
        name = VarName(statement.defines)
        read = facts.reads.get(name) if name and not definitions.is_closed(name) else None
        if read is not None and read.producer is not None and read.statement < statement.index:
            yield name, read.producer


def older_definitions(facts: CellFacts, definitions: Definitions) -> Iterator[Defined]:
    """The definitions that are used so."""
    for name, producer in used_then_redefined(facts, definitions):
        older = definitions.at(name, producer)
        if older is not None and older.moves and older.cell != facts.index:
            yield older


def bases_of_one_name(defined: Defined, definitions: Definitions) -> Iterator[Defined]:
    """The definition, and those that it looked up under its own name when it was made: `class Model(Model)`."""
    yield defined
    while defined.name in defined.free.early:
        place = (defined.cell, defined.statement)
        older = [each for each in definitions.defined[defined.name] if (each.cell, each.statement) < place]
        if not older:
            return
        defined = older[-1]
        yield defined
