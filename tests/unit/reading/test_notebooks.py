from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.errors import UnreadableNotebook
from nb2pipe.model.notebook import CellType, Notebook
from nb2pipe.reading import read_notebook

V4 = {
    "cells": [
        {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": ["# Title\n", "text"]},
        {
            "cell_type": "code",
            "id": "load",
            "metadata": {"tags": ["step:data", "mine"], "scrolled": True},
            "execution_count": 7,
            "outputs": [{"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}],
            "source": "x = 1",
        },
    ],
    "metadata": {"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
V3 = {
    "metadata": {"name": "old"},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Old\n", "title"]},
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["print 1\n", "x = 2"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [{"output_type": "pyerr", "ename": "ValueError"}],
                    "prompt_number": 3,
                },
            ]
        },
        {"cells": [{"cell_type": "markdown", "source": "second sheet"}]},
    ],
}


def encode(document: object) -> bytes:
    return json.dumps(document).encode()


def with_code(**cell: object) -> bytes:
    return encode({"nbformat": 4, "cells": [{"cell_type": "code", "source": "", **cell}]})


def test_reads_cells_tags_counts_and_errors() -> None:
    notebook = read_notebook(encode(V4), "a.ipynb")
    markdown, code = notebook.cells
    assert (markdown.type, markdown.source, markdown.index) == (CellType.MARKDOWN, "# Title\ntext", 0)
    assert (code.id, code.tags, code.execution_count) == ("load", ("step:data", "mine"), 7)
    assert (code.error_name, code.has_outputs) == ("KeyError", True)
    assert (notebook.language, notebook.kernel_name, len(notebook.digest)) == ("python", "python3", 64)


def test_reads_worksheets_of_nbformat_3_as_one_document() -> None:
    heading, code, second = read_notebook(encode(V3), "old.ipynb").cells
    assert (heading.type, heading.source) == (CellType.MARKDOWN, "## Old title")
    assert (code.source, code.execution_count, code.error_name) == ("print 1\nx = 2", 3, "ValueError")
    assert (second.index, second.source) == (2, "second sheet")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_reads_every_unicode_encoding(encoding: str) -> None:
    document = {"nbformat": 4, "cells": [{"cell_type": "code", "source": "größe = '🐧'"}]}
    data = json.dumps(document, ensure_ascii=False).encode(encoding)
    assert read_notebook(data, "a").cells[0].source == "größe = '🐧'"


def test_line_ends_become_newlines_and_windows_paths_stay() -> None:
    source = 'a = r"C:\\new\\data.csv"\r\nb = 2\rc = 3'
    assert read_notebook(with_code(source=source), "a").cells[0].source == 'a = r"C:\\new\\data.csv"\nb = 2\nc = 3'


def test_missing_and_repeated_ids_are_made_up_from_the_position() -> None:
    cells = [{"cell_type": "code", "id": id_} for id_ in ("a", None, "a", "cell-1", 7)]
    notebook = read_notebook(encode({"nbformat": 4, "cells": cells}), "a")
    assert [cell.id for cell in notebook.cells] == ["a", "cell-1-again", "cell-2", "cell-1", "cell-4"]


def test_null_and_missing_fields_are_empty() -> None:
    data = encode(
        {"cells": [{"cell_type": "code", "source": None, "metadata": None, "outputs": None}], "metadata": None}
    )
    cell = read_notebook(data, "a").cells[0]
    assert (cell.source, cell.tags, cell.has_outputs, cell.execution_count) == ("", (), False, None)


def test_tags_and_counts_of_another_kind_are_left_out() -> None:
    cell = read_notebook(with_code(metadata={"tags": ["x", 1, None]}, execution_count="*"), "a").cells[0]
    assert (cell.tags, cell.execution_count) == (("x",), None)


def test_nan_and_half_surrogates_in_outputs_are_no_obstacle() -> None:
    data = b'{"nbformat":4,"cells":[{"cell_type":"code","source":"x","outputs":[{"data":{"a":NaN,"b":"\\ud83d"}}]}]}'
    assert read_notebook(data, "a").cells[0].source == "x"


def test_bytes_that_are_no_utf8_in_an_output_are_no_obstacle() -> None:
    data = b'{"nbformat":4,"cells":[{"cell_type":"code","source":"x","outputs":[{"text":"\xe9\xff"}]}]}'
    assert read_notebook(data, "a").cells[0].source == "x"


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"language_info": {"name": "R"}}, "r"),
        ({"kernelspec": {"name": "ir", "display_name": "R"}}, "r"),
        ({"kernelspec": {"name": "julia-1.9"}}, "julia"),
        ({"kernelspec": {"name": "conda-env-x-py", "language": "python"}}, "python"),
        ({"language_info": {"name": "ipython3"}}, "python"),
        ({"language_info": "nonsense", "kernelspec": []}, "python"),
    ],
)
def test_language_comes_from_the_kernel(metadata: object, language: str) -> None:
    assert read_notebook(encode({"nbformat": 4, "metadata": metadata, "cells": []}), "a").language == language


@pytest.mark.parametrize(
    ("version", "python"), [("3.14.0", (3, 14)), ("3.9", (3, 9)), ("3.14rc1", (3, 14)), ("new", None), (3.1, None)]
)
def test_python_is_that_of_the_metadata(version: object, python: tuple[int, int] | None) -> None:
    metadata = {"language_info": {"name": "python", "version": version}}
    assert read_notebook(encode({"nbformat": 4, "metadata": metadata, "cells": []}), "a").python == python


def test_step_settings_are_read() -> None:
    metadata = {"nb2pipe": {"steps": {"train": {"retries": 2}, "bad": 3}}}
    notebook = read_notebook(encode({"nbformat": 4, "metadata": metadata, "cells": []}), "a")
    assert notebook.step_settings == {"train": {"retries": 2}}


def test_notebook_kept_as_a_script_is_told_how_to_become_one() -> None:
    for data, command in ((b"# %%\nx = 1\n", "jupytext --to"), (b"app = marimo.App()\n", "marimo export")):
        with pytest.raises(UnreadableNotebook, match=rf"; `{command} ipynb some\.py` makes one of it$"):
            read_notebook(data, "some.py")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"import pandas\n", "it is no JSON, so no notebook"),
        (b"[1]", "it is JSON, but no notebook"),
        (b"3", "it is JSON, but no notebook"),
        (b"{}", "it has no cells"),
        (b'{"cells": 3}', "$.cells"),
        (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "$.cells[0].source"),
        (b'{"cells": [{}]}', "$.cells[0]"),
        (b'{"nbformat": 5, "cells": []}', "nbformat 5"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "slide"}]}', "cell 0 has the type 'slide'"),
        (b'{\n "cells": [\n  {"cell_type": "co', "truncated"),
        (b'{\n "cells": [],\n "metadata": ,', "line 3, byte 29"),
        (b'{"cells": [\n<<<<<<< HEAD\n]}', "merge conflict (line 2)"),
        (b'{"a":' * 100_000, "recursion"),
        (b'{"cells": [{"cell_type": "code", "source": "\\ud83d"}]}', "no valid Unicode"),
        ("{}".encode("utf-16") + b"\x00", "broken at byte"),
    ],
)
def test_what_is_no_notebook_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableNotebook) as caught:
        read_notebook(data, "some.ipynb")
    assert str(caught.value).startswith("some.ipynb: ")
    assert reason in caught.value.reason


def test_truncation_is_placed_at_the_end_of_the_file() -> None:
    data = json.dumps(V4, indent=1).encode()[:300]
    with pytest.raises(UnreadableNotebook, match=r"line \d+, byte 300\): the file is truncated"):
        read_notebook(data, "a")


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(encode(draw(st.sampled_from([V4, V3]))))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 20))] = draw(st.binary(max_size=6))
    return bytes(data)


@given(_mutated() | st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(encode))
def test_damaged_bytes_are_read_or_refused_with_one_line(data: bytes) -> None:
    notebook = _read_or_refusal(data)
    if isinstance(notebook, str):
        assert "\n" not in notebook
    else:
        assert [cell.index for cell in notebook.cells] == list(range(len(notebook.cells)))
        assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
        assert all(cell.source.encode() is not None for cell in notebook.cells)


def _read_or_refusal(data: bytes) -> Notebook | str:
    try:
        return read_notebook(data, "x")
    except UnreadableNotebook as error:
        return str(error)
