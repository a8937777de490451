"""Files that training writes: what the callbacks and settings of a model name."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis.knowledge.file_calls import TRAINING, WRITTEN_BY_TRAINING
from nb2pipe.analysis.outside.touched_files import file_effect
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import join, reach
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.texts import UNKNOWN, path_texts
from nb2pipe.model.effects import EffectKind

#: The trait of an object that names what training writes begins so.
_WRITTEN = "written by training: "


def note_written(made: Value, name: str, arguments: list[Argument]) -> None:
    """`ModelCheckpoint("weights.{epoch}.h5")` names the files."""
    if name in WRITTEN_BY_TRAINING:
        position, keyword = WRITTEN_BY_TRAINING[name]
        paths = path_texts(argument_at(arguments, position, (keyword,)))
        traits = frozenset(_WRITTEN + re.sub(r"\{[^}]*\}", UNKNOWN, path) for path in paths)
        for obj in made:
            mark(obj, traits)


def write_by_training(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """`model.fit(X, y, callbacks=[checkpoint])` writes them."""
    if method in TRAINING:
        inside = reach(join(receiver, *(value for value, _ in arguments)), loosely=True)
        found = {trait for obj in inside for trait in obj.traits if trait.startswith(_WRITTEN)}
        for trait in sorted(found):
            file_effect(m, node, EffectKind.WRITE_FILE, trait.removeprefix(_WRITTEN))
