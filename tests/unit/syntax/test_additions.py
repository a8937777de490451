from __future__ import annotations

from nb2pipe.syntax.additions import with_additions_of, without_shared_additions

BASE = "import os\n\n\ndef step():\n    pass\n"
HELPER = "def helper():\n    # why\n    return 1\n\n\n"


def test_a_definition_that_both_added_is_left_to_ours_wherever_it_stands() -> None:
    ours = BASE + "\n\n" + HELPER
    theirs = BASE.replace("def step", HELPER + "def step")
    assert without_shared_additions(BASE, ours=ours, theirs=theirs) == BASE


def test_an_import_that_both_added_is_left_to_ours() -> None:
    added = BASE.replace("import os", "import os\nimport time")
    assert without_shared_additions(BASE, ours="import time\n" + BASE, theirs=added) == BASE


def test_what_only_one_side_added_or_both_had_stays() -> None:
    theirs = BASE + HELPER
    assert without_shared_additions(BASE, ours=BASE + HELPER.replace("1", "2"), theirs=theirs) == theirs
    assert without_shared_additions("(", ours=theirs, theirs=theirs) == theirs


def test_what_both_changed_alike_is_no_addition() -> None:
    changed = BASE.replace("pass", "return 2")
    assert without_shared_additions(BASE, ours=changed, theirs=changed) == changed


def test_definitions_that_only_one_has_stand_above_the_same_one_in_all() -> None:
    theirs = BASE.replace("def step", HELPER + "def step").replace("pass", "return helper()")
    ours = BASE.replace("pass", "x = 1")
    found = with_additions_of(theirs, BASE, ours)
    assert found == [text.replace("def step", HELPER + "def step") for text in (BASE, ours)]
    assert with_additions_of(BASE + HELPER, BASE, ours) == [BASE, ours]
    assert with_additions_of("(", BASE) == [BASE]
