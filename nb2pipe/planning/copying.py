"""Classes of the notebook whose instances `copy.deepcopy` cannot copy."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.planning.definitions import Definitions
from nb2pipe.syntax.walk import walk

_ANSWER = "__getattr__"


def answers_everything(name: str, definitions: Definitions) -> bool:
    """Whether a class or one that it inherits from looks any attribute up elsewhere: `__getattr__ = dict.__getitem__`.

    Asked for its `__deepcopy__`, such an instance raises a KeyError where `copy` expects an AttributeError.
    """
    pending, seen = [name], set[str]()
    while pending:
        current = pending.pop()
        seen.add(current)
        for defined in definitions.defined.get(VarName(current), ()):
            if isinstance(defined.node, cst.ClassDef):
                names = {part.value for part in walk(defined.node) if isinstance(part, cst.Name)}
                if _ANSWER in names and "AttributeError" not in names:
                    return True
                bases = {base.value.value for base in defined.node.bases if isinstance(base.value, cst.Name)}
                pending += bases - seen
    return False
