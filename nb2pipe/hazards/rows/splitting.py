"""Functions that split rows once or again and again: what was learned from all of them is on both sides."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.learning import CROSS_VALIDATION
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import Given
from nb2pipe.hazards.rows.models import check_split
from nb2pipe.hazards.rows.row_sets import Rows
from nb2pipe.hazards.rows.values import NOTHING, Data, Value, joined, spread
from nb2pipe.syntax.arguments import keyword_value, says
from nb2pipe.syntax.scopes import dotted_name

_SIDES: tuple[str, ...] = ("train", "test")
_KERAS_DATASETS = {"mnist", "fashion_mnist", "cifar10", "cifar100", "imdb", "reuters", "boston_housing",
    "california_housing"}  # fmt: skip
SPLITTING = {"train_test_split", "random_split", "randomSplit"} | CROSS_VALIDATION


def split_rows(lineage: Following, given: Given) -> Data:
    """What a function that splits gives: both sides, or scores."""
    if given.name in CROSS_VALIDATION:
        for value in given.positional[1:2]:
            check_split(lineage, spread(value), is_cross_validation=True)
        return NOTHING
    return _split(lineage, given)


def held_back(lineage: Following, given: Given) -> Data | None:
    """Data that come with a test set: `mnist.load_data()`, `MNIST(train=False)`, `load_dataset(…, split="test")`."""
    if given.name == "load_data" and _source(given.node) in _KERAS_DATASETS:
        wholes = [lineage.sets.new() for _ in ("features", "labels")]
        return Data(items=tuple(Data(items=tuple(_side(lineage, given, w, s) for w in wholes)) for s in _SIDES))
    is_test = says(given.node, "train", "False") or _says_test(given.node)
    return _side(lineage, given, lineage.sets.new(), "test") if is_test else None


def _source(node: cst.Call) -> str:
    """The last part of the name of the module or object whose function is called."""
    return dotted_name(node.func).rpartition(".")[0].rpartition(".")[2]


def _says_test(node: cst.Call) -> bool:
    split = keyword_value(node, "split")
    return isinstance(split, cst.SimpleString) and split.evaluated_value == "test"


def _side(lineage: Following, given: Given, whole: Rows, side: str) -> Data:
    is_test = side == "test"
    return Data(lineage.sets.part(whole, (given.node, side), lineage.cell, is_test=is_test, is_split=True))


def _split(lineage: Following, given: Given) -> Data:
    parts: list[Value] = []
    values, sides = [spread(value) for value in given.positional], _SIDES
    if given.name == "randomSplit" and given.receiver is not None:
        values = [spread(given.receiver)]
    elif given.name == "random_split":
        lengths = given.positional[1] if len(given.positional) > 1 else NOTHING
        is_in_three = isinstance(lengths, Data) and len(lengths.items) == 3
        values, sides = values[:1], ("train", "validation", "test") if is_in_three else _SIDES
    elif len(values) > 1:
        lineage.evidence.note_fit(values[0], joined(values[1:]))
    for value in values:
        data = value if value.rows else replace(value, rows=lineage.sets.new())
        check_split(lineage, data)
        for side in sides:
            key = (given.node, side)
            rows = lineage.sets.part(data.rows, key, lineage.cell, is_test=side == "test", is_split=True)
            parts.append(replace(data, rows=rows, items=(), texts=frozenset()))
    return Data(items=tuple(parts))
