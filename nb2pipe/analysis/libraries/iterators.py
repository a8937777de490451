"""What the functions of `itertools`, and `functools.reduce`, make of other iterables."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from nb2pipe.analysis.knowledge.calls import MUTATING_ARGUMENTS
from nb2pipe.analysis.libraries.applying import APPLICABLE, apply
from nb2pipe.analysis.libraries.iteration import unknown_result
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, all_elements, draw_from, hold, join, tie
from nb2pipe.analysis.state.iterating import iterated, spill_iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument

#: Functions of `itertools` that give tuples.
_OF_TUPLES = ("batched", "combinations", "combinations_with_replacement", "pairwise", "permutations", "product",
              "zip_longest")  # fmt: skip


def tuples(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """An iterator of tuples of what the arguments give."""
    made, item = m.make(node, "iterator"), m.make(node, "tuple", "item")
    spill_iterated(item, join(*values))
    hold(made, (item,))
    return (made,)


def groups(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`itertools.groupby(items)`: pairs of a key and an iterator over items."""
    made, pair, group = m.make(node, "iterator"), m.make(node, "tuple", "pair"), m.make(node, "iterator", "group")
    spill_iterated(group, join(*values[:1]))
    put_part(pair, "[0]", SCALAR)
    put_part(pair, "[1]", (group,))
    hold(pair, (group,))
    hold(made, (pair,))
    return (made,)


def teed(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`itertools.tee(items)`: iterators that go over the same items, and make their source go on."""
    made = m.make(node, "tuple", "tee")
    for index in range(2):
        iterator = m.make(node, "iterator", f"tee-{index}")
        spill_iterated(iterator, join(*values[:1]))
        draw_from(iterator, _moving(join(*values[:1])))
        for source in join(*values[:1]):
            tie(iterator, source)
        put_part(made, f"[{index}]", (iterator,))
        hold(made, (iterator,))
    return (made,)


def flattened(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`itertools.chain.from_iterable(lists)`: what the lists give."""
    made = m.make(node, "iterator")
    spill_iterated(made, m.consume(iterated(m.consume(join(*values), node)), node))
    # Who takes from it makes its sources go on.
    draw_from(made, _moving(join(*values)))
    for source in (*join(*values), *all_elements(join(*values))):
        tie(made, source)
    return (made,)


def accumulated(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`itertools.accumulate(items, function)`: the first item, and what the function makes of those so far."""
    made, items, rest = m.make(node, "iterator"), join(*values[:1]), join(*values[1:])
    functions = [obj for obj in rest if obj.type in APPLICABLE]
    first = tuple(obj for obj in rest if obj not in functions)
    spill_iterated(made, items)
    hold(made, first)
    given: list[Argument] = [(join(all_elements(items), first) or SCALAR, None)] * 2
    with m.journal.perhaps():
        hold(made, join(*(apply(m, function, given, node) for function in functions)))
    draw_from(made, (*functions, *_moving(items)))
    for source in items:
        tie(made, source)
    return (made,)


def starmapped(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`itertools.starmap(function, rows)`: what the function gives for the items of each row."""
    if len(values) != 2:
        return None
    made = m.make(node, "iterator")
    items = all_elements(iterated(m.consume(values[1], node)))
    with m.journal.perhaps():
        hold(made, join(*(apply(m, f, [(items or SCALAR, "*")], node) for f in values[0] if f.type in APPLICABLE)))
    draw_from(made, values[0])
    for source in values[1]:
        tie(made, source)
    return (made,)


def reduced(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`reduce(function, items, first)`: what the function gives, or the first item."""
    if len(values) < 2:
        return None
    item = join(all_elements(values[1]), *values[2:])
    given: list[Argument] = [(item or SCALAR, None)] * 2
    if any(0 in MUTATING_ARGUMENTS.get(function.name, ()) for function in values[0]):
        m.change(join(*values[2:]) or all_elements(values[1]), node)
    results = [apply(m, function, given, node) for function in values[0] if function.type in APPLICABLE]
    return join(item, *results) or (unknown_result(m, node, [(v, None) for v in values], NOTHING),)


def _moving(value: Value) -> list[Obj]:
    """The objects that go on when somebody takes from what is made of them."""
    return [obj for obj in value if obj.type in ("generator", "iterator")]


ITERATOR_CALLS: dict[str, Callable[[Machine, cst.Call, list[Value]], Value | None]] = {
    "functools.reduce": reduced,
    "itertools.accumulate": accumulated,
    "itertools.chain.from_iterable": flattened,
    "itertools.groupby": groups,
    "itertools.starmap": starmapped,
    "itertools.tee": teed,
    **dict.fromkeys([f"itertools.{name}" for name in _OF_TUPLES], tuples),
}
