"""`df.assign(z=…)`, `df.with_columns(….alias("z"))` -> the table with what was learned in its new columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.made_columns import alias_of
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import Given
from nb2pipe.hazards.rows.relating import resolved
from nb2pipe.hazards.rows.values import Data, Learned, Routine, Value, spread


def with_columns(lineage: Following, given: Given, received: Data) -> Data:
    """The table; what has no name of its own is in all of its columns."""
    columns = dict(received.columns)
    table: frozenset[Learned] = received.learned
    copied = received.copied
    for name, value in _named(given):
        if isinstance(value, Routine):
            value = lineage.run(value, [received], {})
        data = resolved(received, spread(value))
        learned = data.everything_learned()
        copied |= data.copied
        if name:
            columns[name] = learned
        else:
            table |= learned
    return replace(received, learned=table, copied=copied, columns=tuple(columns.items()), items=(), texts=frozenset())


def _named(given: Given) -> Iterator[tuple[str, Value]]:
    """Each new column; without a name where the code shows none."""
    nodes = [argument.value for argument in given.node.args if argument.keyword is None]
    for node, value in zip(nodes, given.positional, strict=False):
        items = value.items if isinstance(value, Data) else ()
        if isinstance(node, (cst.List, cst.Tuple)) and len(node.elements) == len(items):
            yield from ((alias_of(element.value), item) for element, item in zip(node.elements, items, strict=True))
        else:
            yield alias_of(node), value
    yield from given.keywords.items()
