"""Whatever a notebook holds, checking and fixing it ends soon, with a report and without a traceback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nb2pipe import service
from nb2pipe.cli.annotations import to_annotations
from nb2pipe.cli.findings import render_finding
from nb2pipe.cli.page import draw_html
from nb2pipe.cli.sarif import to_sarif
from nb2pipe.errors import UnreadableNotebook
from nb2pipe.service.checking import CheckReport, locate_findings
from tests.conftest import notebook_json

ROOT = Path(__file__).resolve().parents[3]
#: Far more than any of these notebooks needs, on a busy machine too.
_LONGEST = 60
SOURCES = sorted(
    {
        "".join(cell["source"])
        for path in (ROOT / "example_notebooks").glob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    }
    | {part.strip() for path in (ROOT / "tests" / "cases").glob("[mnt]*.py") for part in path.read_text().split("# %%")}
)
FRAGMENTS = st.sampled_from(
    ["(", ")", "[", "{", "}", "'", '"""', "#", "\\", "\n", "\n    ", "\t", "\x0c", "\x00", "\r", "%", "!", "?", "%%", "é", "😀",
     "\u2028", " = ", ":", ";", ",", "@", "*", "lambda: ", "global x", "del ", "import *", "from math import *", "%pylab",
     "!pip install x", "# nb2pipe: ignore[", "]", "list = 1", "get_ipython().system('ls')", "await ", "yield ", "f'{", "0x",
     "exec(x)", "__", "_", "Out[1]", "x" * 400, "(" * 200, "-" * 600]
)  # fmt: skip
TAGS = st.lists(
    st.sampled_from(["step:data", "step:Train", "step:serve:x", "step:", "parameters", "step:report", "é"]), max_size=2
)


@st.composite
def sources(draw: Callable[..., object]) -> str:
    """The code of a cell with some of it gone, doubled, moved, or replaced by something that code can stumble over."""
    text = str(draw(st.sampled_from(SOURCES)))
    for _ in range(int(str(draw(st.integers(0, 3))))):
        start, stop = sorted(int(str(draw(st.integers(0, len(text))))) for _ in range(2))
        kind = draw(st.sampled_from(["cut", "double", "insert", "replace", "splice"]))
        if kind == "cut":
            text = text[:start] + text[min(stop, start + 20) :]
        elif kind == "double":
            text = text[:stop] + text[start:]
        elif kind == "insert":
            text = text[:start] + str(draw(FRAGMENTS)) + text[start:]
        elif kind == "replace":
            text = text[:start] + str(draw(FRAGMENTS)) + text[min(stop, start + 5) :]
        else:
            text = text[:start] + str(draw(st.sampled_from(SOURCES))) + text[stop:]
    return text


def look_at(document: dict[str, object]) -> CheckReport:
    """Check the notebook, and show the findings in every form."""
    data = json.dumps(document).encode()
    report = service.check(data)
    (checked,) = report.notebooks
    json.dumps(report.to_dict())
    for finding in checked.findings:
        lines = checked.notebook.cells[finding.cell].source.split("\n")
        assert 1 <= finding.span.start.line <= len(lines)
        assert finding.span.start <= finding.span.end
        assert "\x1b" not in render_finding(finding, checked.notebook).replace("\x1b[", "")
    places = locate_findings(data, checked.notebook, checked.findings)
    located = CheckReport((type(checked)(checked.notebook, checked.analysis, checked.findings, places),), {})
    json.dumps(to_sarif(located))
    assert len(list(to_annotations(located))) == len(checked.findings)
    return report


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(sources(), TAGS), max_size=5))
def test_mutated_notebook_is_checked_and_fixed(cells: list[tuple[str, list[str]]]) -> None:
    began = time.monotonic()
    document = notebook_json(*cells)
    look_at(document)
    draw_html(service.graph(document))
    fixed = service.fix(document)
    again = service.fix(fixed.data)
    assert not again.fixed
    assert not [finding for finding in look_at(json.loads(fixed.data)).findings if finding.fixable]
    assert time.monotonic() - began < _LONGEST


@pytest.mark.parametrize(
    "cells",
    [
        (),
        ("",),
        ("\n\n",),
        ("x = 1\n" * 5000,),
        (f"x = [{'1, ' * 20000}]", "print(x)"),
        ("x = '\x00'", "print(x)"),
        ("\ufeffx = 1",),
        ("\x0cif 1:\n\tx = 1",),
        (f"x = {'(' * 5000}1{')' * 5000}",),
        (f"x = {'1 + ' * 1500}1",),
        ("x = 1\ry = 2\r\nz = 3",),
        tuple(f"x{i} = x{i - 1} + 1" if i else "x0 = 1" for i in range(300)),
        ("a = []\na.append(a)", "b = a\nfor i in b:\n    a, b = b, a"),
        ("def f():\n    return g()\ndef g():\n    return f()", "f()"),
        ("%%", "%", "!", "?", "%pylab x y", "get_ipython().run_line_magic('x')", "get_ipython().magic('')"),
        (
            "# nb2pipe: ignore[",
            "# nb2pipe: ignore[]]]",
            "# nb2pipe: ignore[NB004, NB003, NB] x",
            "# nb2pipe: ignore[,]",
        ),
        ("from . import *", "from .. import *", "from a.b import *", "from math import *\nfrom cmath import *\nx = pi"),
    ],
    ids=range(17),
)
def test_odd_notebook_is_checked_and_fixed(cells: tuple[str, ...]) -> None:
    document = notebook_json(*cells)
    look_at(document)
    draw_html(service.graph(document))
    assert not service.fix(service.fix(document).data).fixed


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_file_is_unreadable_or_a_notebook(data: st.DataObject) -> None:
    whole = json.dumps(notebook_json("from math import *\nx = pi", ("y = 'é'", ["step:Data"])), indent=1).encode()
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, min(start + 12, len(whole))))
    broken = whole[:start] + data.draw(st.binary(max_size=6)) + whole[stop:]
    try:
        report = service.fix(broken)
    except UnreadableNotebook:
        return
    service.check(report.data)
