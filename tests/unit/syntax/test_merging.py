from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.syntax.merging import has_conflict_markers, merge_texts, with_agreed_changes

LABELS = ("mine", "new")
LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "e\n"]), max_size=9).map("".join)


def merged(base: str, ours: str, theirs: str) -> tuple[str, int]:
    found = merge_texts(base, ours=ours, theirs=theirs, labels=LABELS)
    return found.text, found.conflicts


def test_edits_in_different_places_are_both_kept() -> None:
    assert merged("1\n2\n3\n4\n5\n", "1!\n2\n3\n4\n5\n", "1\n2\n3\n4\n5!\n") == ("1!\n2\n3\n4\n5!\n", 0)


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    assert merged("1\n2\n", "1\n3\n", "1\n3\n") == ("1\n3\n", 0)


def test_lines_that_both_add_beside_a_line_that_one_changes_are_no_conflict() -> None:
    assert merged("x\n1\n", "x\nnew\n1\n", "x\nnew\n1!\n") == ("x\nnew\n1!\n", 0)
    assert merged("1\nx\n", "1!\nnew\nx\n", "1\nnew\nx\n") == ("1!\nnew\nx\n", 0)


def test_a_conflict_has_both_sides_and_nothing_else() -> None:
    text, conflicts = merged("x\n1\ny\n", "x\nsame\n2\ny\n", "x\nsame\n3\ny\n")
    assert text == "x\nsame\n<<<<<<< mine\n2\n=======\n3\n>>>>>>> new\ny\n"
    assert conflicts == 1
    assert has_conflict_markers(text)


def test_markers_stand_on_lines_of_their_own_without_a_last_line_feed() -> None:
    assert merged("1", "2", "3")[0] == "<<<<<<< mine\n2\n=======\n3\n>>>>>>> new\n"


@pytest.mark.parametrize("text", ["", "<<<<<<< a\n", ">>>>>>> a\n=======\n<<<<<<< b\n", "Title\n=======\n"])
def test_a_lone_marker_is_no_conflict(text: str) -> None:
    assert not has_conflict_markers(text)


@given(LINES, LINES)
def test_one_side_alone_is_taken_whole(base: str, changed: str) -> None:
    assert merged(base, changed, base) == (changed, 0)
    assert merged(base, base, changed) == (changed, 0)
    assert merged(base, changed, changed) == (changed, 0)


@given(LINES, LINES, LINES)
def test_no_line_of_ours_is_lost_that_they_did_not_touch(base: str, ours: str, theirs: str) -> None:
    text, conflicts = merged(base, ours, theirs)
    mirrored, again = merged(base, theirs, ours)
    assert conflicts == again
    if conflicts == 0:
        assert text == mirrored
    else:
        assert has_conflict_markers(text)
    added = set(ours.splitlines()) - set(base.splitlines())
    assert added <= set(text.splitlines())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1\n2\n3\n4\n5\n6\n7\n", "1\n2\nx\n3\n4\n5\n6\n7\n"),
        ("0\n1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\n7\n8\n"),
        ("1\n2\n3!\n4\n5\n6\n7\n", "1\n2\n3?\n4\n5\n6\n7\n"),
        ("1\n2\n4\n5\n6\n7\n", "1\n2\n3?\n4\n5\n7\n"),
        ("1\n2\n3\n4\n5\n6\n7\nend", "1\n2\n3\n4\n5\n7\n"),
    ],
)
def test_git_merges_the_same(ours: str, theirs: str, tmp_path: Path) -> None:
    base = "1\n2\n3\n4\n5\n6\n7\n"
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / name).write_text(text)
    command = ["git", "merge-file", "-p", "-L", "mine", "-L", "base", "-L", "new", "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert merged(base, ours, theirs) == (done.stdout, done.returncode)


def test_lines_that_both_changed_alike_are_no_conflict_beside_one_that_only_one_changed() -> None:
    base, ours, theirs = "future\n\nold\n", "future\n\nnew\n", "\nnew\n"
    merged = merge_texts(base, ours=ours, theirs=theirs, labels=("a", "b"))
    assert (merged.text, merged.conflicts) == (theirs, 0)


def test_a_line_that_one_side_changed_above_lines_that_both_changed_alike_is_no_conflict() -> None:
    base, ours, theirs = "doc\n1\n2\n", "long\ndoc!\n3\nnew\n4\n", "doc\n3\nnew\n4\n"
    assert merged(base, ours, theirs) == merged(base, theirs, ours) == (ours, 0)
    assert with_agreed_changes(base, ours=ours, theirs=theirs) == theirs
    assert merged(base, "long\n1\n3\n", "doc\n3\n")[1] == 1


def test_agreed_changes_are_those_of_both_sides() -> None:
    base, ours, theirs = "a\nb\nc\nd\n", "a\nB\nc\nmine\nd\n", "a\nB\nc\nd\ntheirs\n"
    assert with_agreed_changes(base, ours=ours, theirs=theirs) == "a\nB\nc\nd\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "after"),
    [
        ("1!\n2\n3\n", "1\n2!\n3\n", "1!\n2!\n3\n"),
        ("1!\n2\n3\n", "1\nx\ny\n2!\n3\n", "1!\nx\ny\n2!\n3\n"),
        ("1\nx\n2\n3\n", "1\n2!\n3\n", "1\nx\n2!\n3\n"),
        ("1\n2!\n3\n", "1\n2\nx\n3\n", "1\n2!\nx\n3\n"),
        ("1\nx\n2\n3\n", "1\ny\n2\n3\n", None),
        ("1\nx\n2\n3\n", "1\ny\n2!\n3\n", None),
        ("1\n2!\n3\n", "1\n2?\n3\n", None),
        ("1\n2!\n3!\n", "1!\n2?\n3\n", None),
    ],
)
def test_neighbours_that_one_side_each_has_changed_can_be_merged(ours: str, theirs: str, after: str | None) -> None:
    base = "1\n2\n3\n"
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge_texts(base, ours=one, theirs=other, labels=LABELS, takes_neighbours=True)
        assert (None if found.conflicts else found.text) == after
        assert merge_texts(base, ours=one, theirs=other, labels=LABELS).conflicts


@given(LINES, LINES, LINES)
def test_merged_neighbours_lose_no_line_that_one_side_added(base: str, ours: str, theirs: str) -> None:
    found = merge_texts(base, ours=ours, theirs=theirs, labels=LABELS, takes_neighbours=True)
    added = (set(ours.splitlines()) | set(theirs.splitlines())) - set(base.splitlines())
    assert added <= set(found.text.splitlines())
