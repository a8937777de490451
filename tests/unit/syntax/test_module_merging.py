from __future__ import annotations

import pytest

from nb2pipe.syntax.module_merging import merge_modules

HEAD = '"""Steps."""\n\nfrom __future__ import annotations\n'
STEP = "\n\ndef step():\n    return {value}\n"


def module(*imports: str, value: str = "1") -> str:
    return HEAD + "\n".join(imports) + STEP.format(value=value)


def merged(base: str, ours: str, theirs: str) -> tuple[str, int]:
    found = merge_modules(base, ours=ours, theirs=theirs, labels=("", ""), sort=lambda block: block)
    return found.text, found.conflicts


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "after"),
    [
        (["import b"], ["import a", "import b"], ["import b", "import c"], ["import a", "import b", "import c"]),
        (["import b"], ["import b", "import d"], ["import c"], ["import d", "import c"]),
        (
            ["from m import x"],
            ["from m import x, y"],
            ["from m import w, x"],
            ["from m import x, y", "from m import w"],
        ),
        (
            ["from m import x, z"],
            ["from m import x, y, z"],
            ["from m import z"],
            ["from m import y", "from m import z"],
        ),
        (["import a", "import b"], ["import b", "import c"], ["import a", "import b", "import d"], None),
        (["import b"], ["import a  # mine", "import b"], ["import c"], ["import a  # mine", "import c"]),
        (["import m.x"], ["import m.x", "import m.y"], ["import m.x", "import m.z"], None),
    ],
)
def test_imports_beside_each_other_are_merged_as_a_set(
    base: list[str], ours: list[str], theirs: list[str], after: list[str] | None
) -> None:
    wanted = after if after is not None else [*ours, theirs[-1]]
    assert merged(module(*base), module(*ours), module(*theirs, value="2")) == (module(*wanted, value="2"), 0)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (["import a as x"], ["import b as x"], ["import c as x"]),
        ([], ["from a import x"], ["from b import x"]),
        (["import a", "import b"], ["import a  # mine", "import b", "import e"], ["import b", "import d"]),
    ],
)
def test_a_name_for_two_things_and_a_comment_by_hand_are_conflicts(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    text, conflicts = merged(module(*base), module(*ours), module(*theirs))
    assert conflicts
    assert all(line in text for line in [*ours, *theirs])


def test_imports_for_type_checkers_are_apart() -> None:
    def guarded(*names: str, top: str = "") -> str:
        return (
            HEAD + top + "if TYPE_CHECKING:\n" + "".join(f"    from t import {name}\n" for name in names) + "\nx = 1\n"
        )

    found = merged(guarded("A"), guarded("A", top="import os\n"), guarded("A", "B"))
    assert found == (guarded("A", "B", top="import os\n"), 0)
    gone = merged(guarded("A"), guarded("A", top="import os\n"), HEAD + "import json\n\nx = 1\n")
    assert gone == (HEAD + "import os\nimport json\n\nx = 1\n", 0)


def test_an_import_stays_as_long_as_an_edit_needs_it() -> None:
    base, theirs = module("import a", "import b"), module("import b", value="2")
    ours = base.replace("def step", "def mine():\n    a.f()\n\n\ndef step")
    assert merged(base, ours, theirs) == (ours.replace("return 1", "return 2"), 0)
    assert merged(base, base.replace("Steps", "My steps"), theirs) == (theirs.replace("Steps", "My steps"), 0)


def test_an_edit_above_a_line_that_the_other_side_changes_is_no_conflict() -> None:
    base = module("import a").replace("    return", "    x = a.f(1)\n    return")
    ours, theirs = base.replace("f(1)", "f(2)"), base.replace("    return 1", "    y = 3\n    return y")
    assert merged(base, ours, theirs) == (theirs.replace("f(1)", "f(2)"), 0)


def test_neighbours_that_make_no_python_together_are_a_conflict() -> None:
    base = HEAD + "x = 1\ny = 2\n"
    ours, theirs = base.replace("x = 1\n", "if x:\n"), base.replace("y = 2\n", "z = 2\n")
    assert merged(base, ours, theirs)[1] == 1


def test_a_class_of_results_above_an_edited_step_is_no_conflict() -> None:
    base = HEAD + "\n\ndef step() -> int:\n    x = f(1)\n    return x\n"
    ours = base.replace("    x = f(1)", "    y = f(1)\n    x = y")
    result = "class Result(NamedTuple):\n    x: int\n    y: int\n\n\n"
    theirs = ours.replace("def step() -> int", f"{result}def step() -> Result").replace(
        "return x", "return Result(x, y)"
    )
    assert merged(base, ours, theirs) == (theirs, 0)


def test_an_edit_goes_with_the_step_that_the_other_side_has_renamed() -> None:
    base = HEAD + "\n\ndef step():\n    x = 1\n    y = 2\n    return x\n"
    ours, theirs = base.replace("y = 2", "y = 3"), base.replace("def step", "def load")
    assert merged(base, ours, theirs) == (ours.replace("def step", "def load"), 0)
