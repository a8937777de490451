"""Which cells bear on a test of a model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.model.reach import backward, forward

#: What fits, splits, judges and saves.
_TELLING = re.compile(
    r"\.(?:fit|adapt|split|score|predict|decision|evaluate|save|train|backward|optimize|no_grad)"
    r"|_(?:val|split)|randomSplit|dump|SearchCV|_(?:score|curve)\("
)


def cells_bearing_on_tests(context: Context) -> frozenset[int]:
    """Cells that fit, judge or save, with those that give to them or take from them: all others leave no evidence."""
    pairs = [(edge.source, edge.target) for edge in context.analysis.whole_edges()]
    pairs += _pairs_by_unbound_names(context)
    telling = [facts.index for facts, tree in context.trees() if tree.recall("telling", _tells, context, facts.index)]
    return frozenset(backward(pairs, forward(pairs, telling)))


def _tells(context: Context, cell: int) -> bool:
    return _TELLING.search(context.source(cell).cell.source) is not None


def _pairs_by_unbound_names(context: Context) -> Iterator[tuple[int, int]]:
    """Cells that use a name which no cell binds, each with the next one that does."""
    last: dict[str, int] = {}
    for facts in context.code:
        for name, read in facts.reads.items():
            if read.producer is None:
                if name in last:
                    yield last[name], facts.index
                last[name] = facts.index
