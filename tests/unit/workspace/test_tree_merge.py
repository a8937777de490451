from __future__ import annotations

import json

import pytest

from nb2pipe.model.changes import FileAction
from nb2pipe.workspace.tree_merge import TreeMerge, merge_trees

A = FileAction


def merged(base: bytes | None, ours: bytes | None, theirs: bytes | None, *, path: str = "f") -> TreeMerge:
    sides = [{} if data is None else {path: data} for data in (base, ours, theirs)]
    return merge_trees(sides[0], ours=sides[1], theirs=sides[2], generated=frozenset({"pipeline.json"}))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "after", "action"),
    [
        (b"1", b"1", b"1", b"1", None),
        (b"1", b"1", b"2", b"2", A.UPDATED),
        (b"1", b"2", b"2", b"2", None),
        (None, None, b"2", b"2", A.ADDED),
        (b"1", b"1", None, None, A.DELETED),
        (b"1", None, None, None, None),
        (b"1", b"mine", b"1", b"mine", A.KEPT),
        (b"1", None, b"1", None, A.KEPT),
        (b"1", None, b"2", None, A.KEPT),
        (b"1", b"mine", None, b"mine", A.CONFLICT),
        (b"1\n2\n3\n", b"0\n1\n2\n3\n", b"1\n2\n3\n4\n", b"0\n1\n2\n3\n4\n", A.MERGED),
        (b"1\n2\n3\n", b"1\r\n2\r\n3\r\n", b"1\n2\n", b"1\r\n2\r\n", A.UPDATED),
        (b"1\n2\n3\n", b"1\r\n2\r\n3\r\n", b"1\n2\n3\n", b"1\r\n2\r\n3\r\n", None),
        (b"1\n2\n3\n", b"0\r\n1\r\n2\r\n3\r\n", b"1\n2\n3\n4\n", b"0\r\n1\r\n2\r\n3\r\n4\r\n", A.MERGED),
        (None, b"mine\n", b"new\n", b"<<<<<<< edited by hand\nmine\n=======\nnew\n>>>>>>> exported\n", A.CONFLICT),
    ],
)
def test_a_file_is_merged_from_three_sides(
    base: bytes | None, ours: bytes | None, theirs: bytes | None, after: bytes | None, action: FileAction | None
) -> None:
    found = merged(base, ours, theirs)
    assert found.writes.get("f", None if "f" in found.deletions else ours) == after
    assert [change.action for change in found.changes] == ([] if action is None else [action])


def test_the_manifest_never_conflicts() -> None:
    found = merged(b"1", b"by hand", b"2", path="pipeline.json")
    assert found.writes == {"pipeline.json": b"2"}
    assert found.conflicts == ()


@pytest.mark.parametrize("path", ["a/sample.pkl", "sample"])
def test_bytes_that_are_no_text_stay_and_the_new_ones_stand_beside(path: str) -> None:
    found = merged(b"\x00", b"\x001", b"\x002", path=path)
    assert list(found.writes.values()) == [b"\x002"]
    assert path not in found.writes
    assert next(iter(found.writes)) in found.conflicts[0].reason


def notebook(*sources: str, count: int | None = None) -> bytes:
    cells = [{"cell_type": "code", "source": [source], "execution_count": count} for source in sources]
    return json.dumps({"cells": cells}, indent=1).encode()


def test_a_notebook_that_somebody_only_ran_is_not_edited() -> None:
    found = merged(notebook("a"), notebook("a", count=3), notebook("b"), path="run.ipynb")
    assert found.writes == {"run.ipynb": notebook("b")}


def test_an_export_with_nothing_new_leaves_the_results_of_a_notebook_and_the_line_ends_of_the_manifest() -> None:
    assert merged(notebook("a"), notebook("a", count=3), notebook("a"), path="run.ipynb").is_empty
    assert merged(b"{\n}", b"{\r\n}", b"{\n}", path="pipeline.json").is_empty


def test_no_marker_breaks_a_notebook() -> None:
    found = merged(notebook("a"), notebook("mine"), notebook("new"), path="run.ipynb")
    assert found.writes == {"run.exported.ipynb": notebook("new")}
    assert len(found.conflicts) == 1


def test_layout_by_hand_is_no_conflict_with_code_from_the_notebook() -> None:
    base = b"def f(a):\n    x = [a, 1]\n    y = x + [2]\n    return y\n"
    ours = b"def f(a):\n    x = [\n        a,\n        1,\n    ]\n    y = x + [\n        2\n    ]\n    return y\n"
    theirs = base.replace(b"[2]", b"[3]")
    found = merged(base, ours, theirs, path="f.py")
    assert not found.conflicts
    assert found.writes["f.py"] == ours.replace(b"y = x + [\n        2\n    ]", b"y = x + [3]")


def test_layout_by_hand_hides_no_conflict() -> None:
    base = b"x = [1]\ny = [2]\n"
    found = merged(base, b"x = [\n    1\n]\ny = [4]\n", b"x = [1]\ny = [3]\n", path="f.py")
    assert found.conflicts
    assert b"<<<<<<<" in found.writes["f.py"]
