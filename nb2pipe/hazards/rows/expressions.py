"""What expressions give of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeGuard

import libcst as cst

from nb2pipe.hazards.rows.calls import evaluate_call, part_of
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.instances import attribute_of
from nb2pipe.hazards.rows.judging import select, side_by_side
from nb2pipe.hazards.rows.relating import choosing, correlated_with, importances, telling_outliers
from nb2pipe.hazards.rows.values import (
    NOTHING,
    Data,
    Instance,
    Learned,
    Model,
    Routine,
    Value,
    is_dict,
    joined,
    merged,
    models_in,
    spread,
)
from nb2pipe.syntax.walk import children

#: Attributes that say how something is made, and nothing that is in its rows.
_SHAPES = {"shape", "size", "columns", "dtype", "dtypes", "index", "ndim", "name", "feature_names", "target_names"}
#: What a transformer has learned of each column.
_STATISTICS = {"mean_", "scale_", "var_", "data_min_", "data_max_", "center_", "statistics_"}
_ENDS = {"min", "max", "amin", "amax"}
_SELECTING = {"loc", "iloc", "at", "iat"}
_Collection = cst.Tuple | cst.List | cst.Set | cst.Dict
_Comprehension = cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp


def evaluate(lineage: Following, node: cst.CSTNode) -> Value:
    """What an expression gives."""
    lineage.steps += 1
    known = _BY_TYPE.get(type(node))
    if known is not None:
        return known(lineage, node)
    return joined([spread(evaluate(lineage, child)) for child in children(node)])


def _name(lineage: Following, node: cst.Name) -> Value:
    if node.value in ("True", "False", "None"):
        return Data(word=node.value)
    return lineage.look_up(node.value)


def _text(_lineage: Following, node: cst.SimpleString) -> Value:
    text = node.evaluated_value
    return Data(texts=frozenset({text})) if isinstance(text, str) else NOTHING


def _nothing(_lineage: Following, _node: cst.CSTNode) -> Value:
    return NOTHING


def _collection(lineage: Following, node: _Collection) -> Value:
    items = tuple(evaluate(lineage, element.value) for element in node.elements)
    if isinstance(node, cst.Dict):
        return replace(NOTHING, items=items, keys=tuple(_key_of(element) for element in node.elements))
    return replace(NOTHING, items=items, texts=_texts_of(items))


def _key_of(element: cst.BaseDictElement) -> str:
    key = element.key if isinstance(element, cst.DictElement) else None
    text = key.evaluated_value if isinstance(key, cst.SimpleString) else ""
    return text if isinstance(text, str) else ""


def _operation(lineage: Following, node: cst.BinaryOperation) -> Value:
    left, right = evaluate(lineage, node.left), evaluate(lineage, node.right)
    if isinstance(node.left, cst.List) and isinstance(node.operator, cst.Multiply) and isinstance(left, Data):
        return replace(left, items=left.items * 2)
    if isinstance(node.operator, cst.Add) and _is_written_out(left) and _is_written_out(right):
        return replace(NOTHING, items=(*left.items, *right.items))
    one, other = spread(left), spread(right)
    if isinstance(node.operator, (cst.Add, cst.Subtract)) and bool(one.rows) is not bool(other.rows):
        one, other = _without_origin(one), _without_origin(other)
    if isinstance(node.operator, cst.Subtract):
        return side_by_side(lineage, one, other)
    are_conditions = one.is_condition and other.is_condition
    return replace(joined([one, other]), is_condition=True) if are_conditions else joined([one, other])


def _is_written_out(value: Value) -> TypeGuard[Data]:
    """A list of which the parts are known."""
    return isinstance(value, Data) and bool(value.items) and not value.rows


def _comparison(lineage: Following, node: cst.Comparison) -> Value:
    sides = [spread(evaluate(lineage, side)) for side in (node.left, *(each.comparator for each in node.comparisons))]
    both = side_by_side(lineage, *sides) if len(sides) == 2 else joined(sides)
    return replace(both, is_condition=bool(both.rows))


def _without_origin(data: Data) -> Data:
    """What is added to rows, without the smallest or largest value: that only moves where counting begins."""
    return data if data.rows else replace(data, learned=frozenset(e for e in data.learned if e.what not in _ENDS))


def _named(lineage: Following, node: cst.NamedExpr) -> Value:
    value = evaluate(lineage, node.value)
    lineage.assign(node.target, value)
    return value


def _conditional(lineage: Following, node: cst.IfExp) -> Value:
    test = spread(evaluate(lineage, node.test))
    if isinstance(node.test, cst.Comparison) and test.judged:
        select(lineage, test)
    first, second = evaluate(lineage, node.body), evaluate(lineage, node.orelse)
    return first if isinstance(first, Model) else joined([spread(first), spread(second)])


def _attribute(lineage: Following, node: cst.Attribute) -> Value:
    value, name = evaluate(lineage, node.value), node.attr.value
    if isinstance(value, Model):
        value.is_applied = True
        is_inner = name in ("best_estimator_", "named_steps", "booster_")
        if name == "labels_" and value.fitted is not None:
            return replace(value.fitted, learned=value.learned)
        if name in _STATISTICS:
            return Data(learned=value.learned)
        return value if is_inner else importances(lineage, value, name) or NOTHING
    if isinstance(value, Instance):
        return attribute_of(lineage, value, name)
    if not isinstance(value, Data):
        return NOTHING
    if name == "index" and value.rows:
        # What says of each row which one it is: a condition on it chooses rows.
        return Data(value.rows, choosing(value))
    if name in _SHAPES:
        return Data(learned=choosing(value)) if value.learned else NOTHING
    is_column = any(column == name for column, _ in value.columns)
    return _chosen(value, frozenset({name})) if is_column else value


def _item(lineage: Following, node: cst.Subscript) -> Value:
    base = node.value
    if isinstance(base, cst.Attribute) and base.attr.value in _SELECTING:
        base = base.value
    value = evaluate(lineage, base)
    if not isinstance(value, Data):
        return value if isinstance(value, Model) else NOTHING
    first = node.slice[0].slice
    if value.is_sorted and isinstance(first, cst.Index) and isinstance(first.value, (cst.Integer, cst.UnaryOperation)):
        select(lineage, value)
    if isinstance(first, cst.Index) and isinstance(first.value, cst.SimpleString):
        related = correlated_with(lineage, value, node)
        if related is not None:
            return related
    if len(node.slice) > 1 and isinstance(node.slice[1].slice, cst.Index):
        columns = texts_in(evaluate(lineage, node.slice[1].slice.value))
        value = _chosen(value, columns) if columns else value
        value = replace(value, learned=value.learned | choosing(spread(evaluate(lineage, node.slice[1].slice.value))))
    if isinstance(first, cst.Slice):
        is_all = first.lower is None and first.upper is None
        return value if is_all else part_of(lineage, value, first)
    if isinstance(first, cst.Index) and isinstance(first.value, cst.Integer) and value.items:
        position = int(first.value.evaluated_value)
        return value.items[position] if position < len(value.items) else spread(value)
    key = evaluate(lineage, first.value) if isinstance(first, cst.Index) else NOTHING
    return _by_key(lineage, value, first, key) if isinstance(key, Data) else value


def _by_key(lineage: Following, value: Data, index: cst.BaseSlice, key: Data) -> Value:
    if key.learned or key.copied:
        value = replace(value, learned=value.learned | choosing(key), copied=value.copied | key.copied)
    if len(key.texts) == 1 and len(value.keys) == len(value.items) and key.texts <= {*value.keys}:
        (text,) = key.texts
        return value.items[value.keys.index(text)]
    if key.texts:
        return _chosen(value, key.texts) if value.rows else _some_item(value)
    if key.side is not None:
        _, is_test = key.side
        rows = lineage.sets.part(value.rows, key.side, lineage.cell, is_test=is_test, is_split=True, is_fold=True)
        return replace(value, rows=rows, items=())
    if key.rows and (key.is_condition or _chooses_rows(lineage, key, value)):
        value = replace(value, learned=value.learned | telling_outliers(key))
        return part_of(lineage, value, index)
    return _some_item(value)


def _some_item(value: Data) -> Value:
    """An item of a collection that the code does not tell from the others: the last model, or all that it holds."""
    models = models_in(value) if not value.rows else []
    return models[-1] if models else spread(value)


def _chooses_rows(lineage: Following, key: Data, value: Data) -> bool:
    """Whether a key is a condition on the rows or some of their numbers, and not names of columns."""
    return bool(key.rows & lineage.sets.within(value.rows)) or bool(lineage.sets.above(key.rows))


def _chosen(value: Data, columns: frozenset[str]) -> Data:
    """Some columns of a table."""
    kept = tuple((column, learned) for column, learned in value.columns if column in columns)
    return replace(value, columns=kept, is_chosen=True)


def _comprehension(lineage: Following, node: _Comprehension) -> Value:
    clause: cst.CompFor | None = node.for_in
    chosen: frozenset[Learned] = frozenset()
    while clause is not None:
        lineage.assign(clause.target, iterated(evaluate(lineage, clause.iter)))
        for test in clause.ifs:
            chosen |= choosing(spread(evaluate(lineage, test.test)))
        clause = clause.inner_for_in
    lineage.loops.append(node)
    value = evaluate(lineage, node.value if isinstance(node, cst.DictComp) else node.elt)
    lineage.loops.pop()
    if isinstance(value, Model):
        return replace(NOTHING, items=(value,))
    whole = spread(value)
    return replace(whole, learned=whole.learned | chosen, items=(), texts=frozenset())


def _function(lineage: Following, node: cst.Lambda) -> Value:
    return Routine(node, lineage.cell)


def iterated(value: Value) -> Value:
    """What a loop over a value gives."""
    if not isinstance(value, Data) or not value.items:
        return value
    dicts = [item for item in value.items if is_dict(item)]
    if len(dicts) == len(value.items) and not value.keys:
        return merged(dicts)
    models = models_in(value)
    if models:
        pairs = [item for item in value.items if isinstance(item, Data) and len(item.items) == 2]
        return pairs[0] if pairs else models[0]
    return value.items[0] if len(value.items) == 1 else spread(value)


def texts_in(value: Value) -> frozenset[str]:
    """The texts that a value consists of."""
    return value.texts if isinstance(value, Data) else frozenset()


def _texts_of(items: tuple[Value, ...]) -> frozenset[str]:
    texts = [texts_in(item) for item in items]
    return frozenset().union(*texts) if texts and all(len(each) == 1 for each in texts) else frozenset()


_BY_TYPE: dict[type[cst.CSTNode], Callable[[Following, Any], Value]] = {
    cst.Name: _name,
    cst.SimpleString: _text,
    cst.Call: evaluate_call,
    cst.Attribute: _attribute,
    cst.Subscript: _item,
    cst.Tuple: _collection,
    cst.List: _collection,
    cst.Set: _collection,
    cst.Dict: _collection,
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.DictComp: _comprehension,
    cst.BinaryOperation: _operation,
    cst.Comparison: _comparison,
    cst.NamedExpr: _named,
    cst.IfExp: _conditional,
    cst.Lambda: _function,
    cst.Integer: _nothing,
    cst.Float: _nothing,
}
