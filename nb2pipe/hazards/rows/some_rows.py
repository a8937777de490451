"""Calls that give some rows of a table, or rows more than once: `sample`, `head`, `drop`, `repeat`."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import Given
from nb2pipe.hazards.rows.values import Copied, Data, spread
from nb2pipe.syntax.arguments import keyword_value, says


def sampled(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`df.sample(frac=0.8)`."""
    if not received.rows:
        return None
    rows = lineage.sets.part(received.rows, given.node, lineage.cell)
    if says(given.node, "replace", "True"):
        return replace(received, rows=rows, copied=received.copied | {Copied(lineage.cell, given.node)})
    if _takes_all(given.node):
        # The same rows in another order.
        return received
    lineage.sets.note_draw(rows)
    return replace(received, rows=rows)


def _takes_all(node: cst.Call) -> bool:
    """`df.sample(frac=1)`."""
    share = keyword_value(node, "frac")
    return isinstance(share, (cst.Integer, cst.Float)) and float(share.evaluated_value) == 1


def repeated(lineage: Following, given: Given, received: Data, whole: Data) -> Data | None:
    """`np.repeat(X, 3, axis=0)`, `df.index.repeat(3)`: each row several times; other methods are of texts."""
    owner = given.node.func.value if isinstance(given.node.func, cst.Attribute) else None
    is_index = isinstance(owner, cst.Attribute) and owner.attr.value == "index"
    if not whole.rows or (received.rows and not is_index):
        return None
    return replace(whole, copied=whole.copied | {Copied(lineage.cell, given.node)}, items=(), texts=frozenset())


def chosen_rows(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`df.head(100)`, `df.query("year < 2020")`; `head` without a number only shows what a table is like."""
    if not received.rows or received.is_grouped or not given.node.args:
        return None
    first = given.positional[0] if given.positional else None
    if given.name == "filter" and not (isinstance(first, Data) and first.rows):
        # pandas chooses columns so, polars rows.
        return None
    key = (given.name, *(cst.Module([]).code_for_node(argument) for argument in given.node.args))
    return replace(received, rows=lineage.sets.part(received.rows, key, lineage.cell), items=(), texts=frozenset())


def subset(lineage: Following, given: Given, _received: Data, _whole: Data) -> Data | None:
    """`Subset(dataset, order[:80])` of torch."""
    if len(given.positional) != 2:
        return None
    data, chosen = spread(given.positional[0]), given.positional[1]
    side = chosen.side if isinstance(chosen, Data) else None
    if side is not None:
        is_test = side[1]
        rows = lineage.sets.part(data.rows, side, lineage.cell, is_test=is_test, is_split=True, is_fold=True)
        return replace(data, rows=rows, items=(), texts=frozenset())
    key = cst.Module([]).code_for_node(given.node.args[1].value)
    rows = lineage.sets.part(data.rows, (lineage.cell, key), lineage.cell)
    return replace(data, rows=rows, items=(), texts=frozenset()) if data.rows else None


def dropped(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`df.drop(columns=[…])`, and `df.drop(train.index)`, which leaves the other rows."""
    for value in given.all():
        if isinstance(value, Data) and received.rows and received.rows <= lineage.sets.within(value.rows) - value.rows:
            rows = lineage.sets.part(received.rows, ("without", value.rows), lineage.cell)
            return replace(received, rows=rows, items=())
    texts = frozenset().union(*(value.texts for value in given.all() if isinstance(value, Data)))
    if not received.rows or not texts:
        return None
    kept = tuple((column, learned) for column, learned in received.columns if column not in texts)
    return replace(received, columns=kept, items=())
