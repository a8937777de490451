"""Classes of libraries that call methods which the notebook's classes give them."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.file_calls import TRAINING
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, join, reach, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.classes import instantiate
from nb2pipe.analysis.values.members import library_bases

#: Libraries whose classes call methods that the notebook's classes give them.
_CALLING_BACK = ("collections.abc.", "json.", "html.", "ast.", "threading.", "multiprocessing.", "string.", "cmd.",
                 "xml.", "pprint.", "logging.", "unittest.", "collections.User")  # fmt: skip


def call_back(m: Machine, node: cst.CSTNode, obj: Obj, arguments: list[Argument]) -> Value:
    """The library may call any method that the notebook gives the instance: what they give that can change."""
    methods = {name: None for class_ in obj.bases for name in _own_methods(class_)}
    if not methods:
        return NOTHING
    given = join(*(value for value, _ in arguments)) or SCALAR
    with m.journal.perhaps():
        made = run_operator(m, (obj,), tuple(methods), [(given, "*")], node)
    return tuple(each for each in made if not each.is_immutable)


def make_and_call_back(m: Machine, node: cst.CSTNode, class_: Obj, given: Value) -> None:
    """`json.dumps(value, cls=Encoder)`: the library makes an instance of the class, and calls its methods."""
    if not _own_methods(class_):
        return
    with m.journal.perhaps():
        for made in instantiate(m, class_, [(SCALAR, "*")], node):
            call_back(m, node, made, [(given, "*")])


def tell_callbacks(m: Machine, node: cst.CSTNode, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """`model.fit(X, y, callbacks=[history])`: callbacks note what they are told, and those of the notebook run."""
    if method not in TRAINING:
        return
    given = join(*(value for value, keyword in arguments if keyword == "callbacks"))
    callbacks = [obj for obj in join(given, elements(given)) if obj.type in ("", "instance")]
    callbacks += [obj for obj in sorted_objects(reach(receiver, loosely=True)) if _is_callback(obj)]
    m.change(tuple(dict.fromkeys(callbacks)), node)
    for obj in callbacks:
        call_back(m, node, obj, [])


def _is_callback(obj: Obj) -> bool:
    return obj.type == "instance" and any(
        name.endswith("Callback") for class_ in obj.bases for name in library_bases(class_)
    )


def _own_methods(class_: Obj) -> list[str]:
    """Methods of the notebook that a library may call: none where the class derives from none that does so."""
    if not any(name.startswith(_CALLING_BACK) or name.endswith("Callback") for name in library_bases(class_)):
        return []
    bases = [base for base in class_.bases if base.type == "class" and base is not class_]
    inherited = [name for base in bases for name in _own_methods(base)]
    return [*inherited, *(name for name, part in class_.parts.items() if _is_method(name, part))]


def _is_method(name: str, value: Value) -> bool:
    return name not in ("__init__", "__new__") and any(part.type == "function" for part in value)
