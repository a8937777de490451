from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pipe.model.files import FileTree
from nb2pipe.workspace.archives import pack_tree, unpack_tree

PATHS = st.lists(st.text("abü.", min_size=1, max_size=60).map("_".__add__), min_size=1, max_size=3).map("/".join)


# How long it takes says nothing: the machine may be busy.
@settings(deadline=None)
@given(st.dictionaries(PATHS, st.binary(max_size=40), max_size=5))
def test_what_is_packed_comes_back_and_packs_the_same(files: dict[str, bytes]) -> None:
    packed = pack_tree(FileTree(files))
    found = unpack_tree(packed)
    assert found is not None
    assert dict(found.files) == files
    assert pack_tree(FileTree(dict(reversed(files.items())))) == packed


def test_broken_archives_are_none() -> None:
    packed = pack_tree(FileTree({"a": b"1" * 5000}))
    assert unpack_tree(b"") is None
    assert unpack_tree(b"no archive") is None
    assert unpack_tree(packed[: len(packed) // 2]) is None
