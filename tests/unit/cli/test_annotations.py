from __future__ import annotations

from nb2pipe import service
from nb2pipe.cli.annotations import to_annotations
from tests.conftest import WriteNotebook


def test_annotation_names_the_line_of_the_file(write_notebook: WriteNotebook) -> None:
    path = write_notebook("x = 1", "y = 2\nprint(missing)")
    (line,) = to_annotations(service.check_all([str(path)], locate=True))
    number = next(i for i, text in enumerate(path.read_text().split("\n"), 1) if "missing" in text)
    column = path.read_text().split("\n")[number - 1].index("missing") + 1
    assert line.startswith(
        f"::error file={path},line={number},endLine={number},col={column},endColumn={column + 7},"
        "title=NB102 undefined-name::cell 1, line 2: "
    )


def test_what_would_end_a_command_is_escaped(write_notebook: WriteNotebook) -> None:
    path = write_notebook("%nonsense 50%, really: yes", name="a,b:c%.ipynb")
    (line,) = to_annotations(service.check_all([str(path)], locate=True))
    assert "\n" not in line
    assert line.split("::")[1].split(",line=")[0].endswith("a%2Cb%3Ac%25.ipynb")
    assert "50%25, really: yes" in line


def test_unreadable_notebook_is_an_error() -> None:
    report = service.check_all(["absent.ipynb"], locate=True)
    assert list(to_annotations(report)) == ["::error file=absent.ipynb,title=unreadable notebook::no such file"]
