"""Gradients of torch and the computations they go back through: a copy has neither, so their cells stay together."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.settings import TORCH_RECORDING
from nb2pipe.analysis.knowledge.tensors import COMPUTED, DETACHED, LEAF
from nb2pipe.analysis.state.changing import drop_part, mark, put_part
from nb2pipe.analysis.state.heap import NOTHING, holders_of, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.tensors import is_tensor

#: The part of a module or tensor that stands for the gradients collected in it.
_GRADIENTS = "<gradients>"
_OF_COMPUTATION = "goes back through what an earlier cell has computed, and a copy of that does not know how"
#: The part of a network of Keras that stands for its training.
_FITTED = "<fitted>"
_OF_FITTING = "goes on with the training of a network, and a copy of it would go on in another way"
_OF_GRADIENTS = "needs the gradients that an earlier cell has collected, and copies have none"


def recorded(m: Machine, value: Value) -> Value:
    """What a module has given, known to have a computation behind it, or none where none is recorded."""
    for obj in value:
        if not obj.type:
            mark(obj, DETACHED if TORCH_RECORDING in m.scoped_options else COMPUTED)
    return value


def go_back(m: Machine, node: cst.CSTNode, result: Obj, trained: Value) -> None:
    """`loss.backward()`: through all that it was computed by, to the gradients of what is trained."""
    need_computation(m, (result,), frozenset(trained))
    need_gradients(m, trained)
    for obj in trained:
        put_part(obj, _GRADIENTS, (m.make(node, "scalar", f"gradients-{id(obj)}"),))


def need_computation(m: Machine, results: Iterable[Obj], trained: frozenset[Obj]) -> None:
    """Let the cells that computed something between the results and what is trained be one with the cell at hand."""
    for obj in sorted_objects(_between(results, trained)):
        if 0 <= obj.cell < m.recorder.cell and not trained.isdisjoint(computed_from((obj,))):
            m.entangled.setdefault((obj.cell, m.recorder.cell), f"`backward` {_OF_COMPUTATION}")


def _between(results: Iterable[Obj], trained: frozenset[Obj]) -> list[Obj]:
    return [obj for obj in computed_from(results) if (is_tensor(obj) or not obj.type) and obj not in trained]


def computed_from(results: Iterable[Obj]) -> set[Obj]:
    """The objects and what they were made of, up to what has no computation behind it."""
    found: set[Obj] = set()
    waiting = [obj for obj in results if DETACHED.isdisjoint(obj.traits)]
    while waiting:
        obj = waiting.pop()
        if obj not in found:
            found.add(obj)
            if LEAF not in obj.traits:
                inside = (*obj.contents, *obj.loose, *(o for part in obj.parts.values() for o in part))
                waiting += [each for each in inside if DETACHED.isdisjoint(each.traits)]
    return found


def need_gradients(m: Machine, trained: Iterable[Obj]) -> None:
    """Let cells that collected gradients of these be one with the cell at hand, which uses them or adds to them."""
    for obj in sorted_objects(trained):
        for gradients in obj.parts.get(_GRADIENTS, NOTHING):
            if 0 <= gradients.cell < m.recorder.cell:
                m.entangled.setdefault((gradients.cell, m.recorder.cell), f"the cell {_OF_GRADIENTS}")


def read_gradients(m: Machine, tensor: Obj) -> None:
    """`weights.grad`, of a tensor by itself or of one in a module."""
    need_gradients(m, {tensor, *holders_of((tensor,), loosely=True)})


def forget_gradients(trained: Iterable[Obj]) -> None:
    """`optimizer.zero_grad()`, `weights.grad = None`."""
    for obj in sorted_objects(trained):
        drop_part(obj, _GRADIENTS)


def forget_in_place(gradients: Obj) -> None:
    """`weights.grad.zero_()`."""
    forget_gradients(holder for holder in gradients.holders if gradients in holder.parts.get(".grad", ()))


def fit_again(m: Machine, node: cst.CSTNode, network: Obj) -> None:
    """`network.fit(X, y)` of Keras, whose layers and data sets draw on where they stopped before."""
    for fitted in network.parts.get(_FITTED, NOTHING):
        if 0 <= fitted.cell < m.recorder.cell:
            m.entangled.setdefault((fitted.cell, m.recorder.cell), f"the cell {_OF_FITTING}")
    put_part(network, _FITTED, (m.make(node, "scalar", f"fitted-{id(network)}"),))
