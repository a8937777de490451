from __future__ import annotations

from pathlib import Path

from nb2pipe.runs.samples import leading, spread, take_samples, write_samples

LIMIT = 1_000_000


def large_table(rows: int = 40_000) -> bytes:
    return b"id,text\n" + b"".join(b'%d,"two\nlines"\n' % i for i in range(rows))


def test_small_files_are_taken_whole_and_large_tables_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0" * 10)
    (tmp_path / "b.csv").write_bytes(large_table())
    found = take_samples(["b.csv", "a.bin", "absent"], root=tmp_path, limit=LIMIT, choose=spread(100))
    assert found is not None
    assert (found.files["a.bin"], found.reduced, found.root) == (b"\0" * 10, ("b.csv",), "")
    lines = found.files["b.csv"].split(b"\n")
    assert lines[:5] == [b"id,text", b'0,"two', b'lines"', b'400,"two', b'lines"']
    assert len(lines) == 1 + 2 * 100 + 1


def test_leading_lines_leave_no_gaps(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(large_table())
    found = take_samples(["b.csv"], root=tmp_path, limit=LIMIT, choose=leading(2))
    assert found is not None
    assert found.files["b.csv"] == b'id,text\n0,"two\nlines"\n1,"two\nlines"\n'


def test_too_many_bytes_are_no_samples(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0" * 11)
    assert take_samples(["a.bin"], root=tmp_path, limit=10, choose=spread(1)) is None


def test_paths_that_go_up_have_a_folder_to_go_up_from(tmp_path: Path) -> None:
    root = tmp_path / "project" / "notebooks"
    (root / "figures").mkdir(parents=True)
    (tmp_path / "project" / "a.csv").write_bytes(b"1")
    found = take_samples(["../a.csv", "figures"], root=root, limit=LIMIT, choose=spread(1))
    assert found is not None
    folder = write_samples(found, tmp_path / "copy")
    assert (folder.name, (folder / "../a.csv").read_bytes()) == ("notebooks", b"1")
    assert (folder / "figures").is_dir()
