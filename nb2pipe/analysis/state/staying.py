"""Objects that a copy would part, changed in place: cells that made them stay in one process with the one at hand."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pipe.analysis.state.heap import holders_of, sorted_objects
from nb2pipe.analysis.state.memory import is_array
from nb2pipe.analysis.state.objects import Obj, Variable
from nb2pipe.analysis.state.scene import Scene
from nb2pipe.model.ids import VarName

_SHARES_MEMORY = "holds arrays of one memory, and copies of them would each have their own"


def stay_with(scene: Scene, changed: list[Obj]) -> None:
    """Keep the cell at hand, which changes these objects, with those that made what shares them."""
    _stay_with_frames(scene, changed)
    _stay_with_instances(scene, changed)
    _stay_with_windows(scene, changed)


def keep_in_one_process(scene: Scene, holders: Iterable[Obj], why: str) -> None:
    """Let the cells that bound variables for these objects be one step with the cell at hand."""
    _keep_together(scene, scene.names_of(holders), why)


def _keep_together(scene: Scene, names: Iterable[VarName], why: str) -> None:
    cell = scene.recorder.cell
    for name in sorted(names):
        slot = scene.module.slots[name]
        if isinstance(slot, Variable) and min(slot.bound_in) < cell:
            scene.entangled.setdefault((min(slot.bound_in), cell), f"`{name}` {why}")


def _stay_with_frames(scene: Scene, changed: list[Obj]) -> None:
    """A copy of a frame or an array holds the same Python objects; only in one process are they still shared."""
    inside = [obj for obj in changed if obj.type in ("list", "dict", "set", "instance")]
    frames = [o for obj in inside for o in obj.loose_holders if o.type in ("DataFrame", "Series", "ndarray")]
    frames += [frame for obj in inside for frame in _frames_described_by(scene, obj)]
    why = "holds Python objects that are changed, and a copy of it would not hold them"
    keep_in_one_process(scene, holders_of(frames, loosely=True), why)


def _frames_described_by(scene: Scene, obj: Obj) -> list[Obj]:
    """Frames that have the object in their `attrs`, if variables lead to it that do not lead to the frame."""
    holders = holders_of((obj,), loosely=False)
    frames = sorted_objects(each for each in holders if not holders.isdisjoint(each.parts.get(".attrs", ())))
    return frames if frames and scene.names_of(holders - holders_of(frames, loosely=False)) else []


def _stay_with_instances(scene: Scene, changed: list[Obj]) -> None:
    """`vars(instance)` is the instance's own dict; pickle gives each of the two a dict of its own."""
    for obj in changed:
        is_own = obj.type == "dict" and any(obj in each.parts.get("__dict__", ()) for each in obj.holders)
        if is_own and 0 <= obj.cell < scene.recorder.cell and (len(obj.holders) > 1 or scene.names_of((obj,))):
            reason = "a dict of an object's attributes is the object's own, and a copy would be another"
            scene.entangled.setdefault((obj.cell, scene.recorder.cell), reason)


def _stay_with_windows(scene: Scene, changed: list[Obj]) -> None:
    """A variable may lead to two arrays that show one memory: `{"row": a[0], "column": a[:, 0]}`."""
    arrays = {obj for obj in changed if is_array(obj)}
    arrays |= {holder for obj in arrays for holder in obj.holders if is_array(holder)}
    older = [obj for obj in arrays if obj.cell < scene.recorder.cell] if len(arrays) > 1 else []
    seen: set[VarName] = set()
    for array in sorted_objects(older):
        # An array leads to its windows, which are made anew from each copy of it.
        holders = [holder for holder in array.holders if not is_array(holder)]
        leading = names_from_before(scene, {array, *holders_of(holders, loosely=False)})
        _keep_together(scene, seen & leading, _SHARES_MEMORY)
        seen |= leading


def names_from_before(scene: Scene, holders: Iterable[Obj]) -> set[VarName]:
    """Variables that lead to the objects, and that earlier cells have bound."""
    slots = {name: scene.module.slots[name] for name in scene.names_of(holders)}
    cell = scene.recorder.cell
    return {name for name, slot in slots.items() if isinstance(slot, Variable) and max(slot.bound_in) < cell}
