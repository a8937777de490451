"""Tests in a notebook: what `unittest` and `doctest` find by themselves, and run."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.libraries.calling_back import call_back, make_and_call_back
from nb2pipe.analysis.state.heap import SCALAR, reach, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value, Variable
from nb2pipe.analysis.values.members import library_bases

#: Functions that look through the names of the notebook for tests.
SEARCHING_CALLS = ("unittest.main", "unittest.TestProgram", "doctest.testmod")
#: Methods of suites, runners and cases that run tests.
RUNNING_METHODS = ("run", "debug")


def find_tests(m: Machine, node: cst.Call, name: str) -> None:
    """`unittest.main()` runs all cases that the notebook has defined, `doctest.testmod()` all examples."""
    m.recorder.consults_all = True
    types = ("class",) if name.startswith("unittest.") else ("class", "function")
    for variable, slot in sorted(m.module.slots.items()):
        found = [o for o in slot.value if o.type in types] if isinstance(slot, Variable) else []
        found = [o for o in found if _is_case(o) or not name.startswith("unittest.")]
        if found:
            m.look_up(variable, m.module, node)
            run_tests(m, node, tuple(found))


def run_tests(m: Machine, node: cst.CSTNode, held: Value) -> None:
    """Run the tests of all cases that these objects hold."""
    for obj in sorted_objects(reach(held, loosely=True)):
        if obj.type == "class" and _is_case(obj):
            make_and_call_back(m, node, obj, SCALAR)
        elif obj.type == "instance" and any(_is_case(class_) for class_ in obj.bases):
            call_back(m, node, obj, [])


def _is_case(class_: Obj) -> bool:
    return any(name.startswith("unittest.") for name in library_bases(class_))
