"""A notebook that is analyzed again after edits has the facts of one that is analyzed for the first time."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pipe.analysis import Memory, analyze
from nb2pipe.analysis.cells import passes
from nb2pipe.model.analysis import Analysis
from nb2pipe.service.desk import Desk
from nb2pipe.service.source import load_notebook
from nb2pipe.syntax.walk import walk
from tests.conftest import notebook_json

#: Cells that share, change and rebind each other's objects in every way that analysis tells apart.
_CELLS = (
    "x = [1]", "x.append(2)", "y = x", "y.append(x)", "import pandas as pd\ndf = pd.read_csv('a.csv')",
    "df['b'] = df.a", "df = df.dropna()", "part = df['a']\npart[0] = 1", "def f(v):\n    x.append(v)\n    return v",
    "z = f(3)", "del y", "for n in x:\n    total = n", "%time z = 1", "if x:\n    y = 2", "g = (v for v in x)", "list(g)",
    "class Box:\n    kept = []\n    def __init__(self, v):\n        self.v = v", "b = Box(x)\nb.v.append(1)", "Box.kept = x",
    "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    return inner",
    "count = outer()", "count()", "import numpy as np\nnp.random.seed(1)", "a = np.random.rand(3)\nw = a[1:]", "w[0] = 5",
    "exec('x = 2')", "print(unknown)", "unknown.change(x)", "d = {'k': x, 'n': 1}\nd['k'].append(1)", "pairs = [x, y, df]",
    "try:\n    y = x[0]\nexcept IndexError as problem:\n    y = 1", "from os.path import *", "broken(", "", "x, y = y, x",
    "try:\n    raise ValueError(x)\nexcept ValueError as problem:\n    print(problem)", "options = dict(rate=1)", "total = 0",
    "pd.set_option('display.width', 9)", "with open('a.csv', 'w') as file:\n    file.write('a')", "items = list(map(f, x))",
    "import copy\nc = copy.deepcopy(d)", "s = [v for v in x if v]\ns.sort()", "x += [3]", "lengths = (lambda v: len(v))(x)",
    "d['n'] = 2", "d['k'] = y", "total = d['n']", "total = d['k']", "b.w = 1", "total = b.v", "if x:\n    d['n'] = 3",
)  # fmt: skip
_LINES = st.sampled_from(("extra = 1", "x.append(9)", "other = x", "extra = [x]", "print(x)", "y = 1", "# nothing"))
_EDITS = st.tuples(
    st.sampled_from(("replace", "insert", "delete", "move", "append", "prepend", "count", "tag")),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from(_CELLS),
    _LINES,
)
Cells = list[dict[str, object]]


@given(st.lists(st.sampled_from(_CELLS), min_size=2, max_size=14), st.lists(_EDITS, min_size=1, max_size=8))
@settings(deadline=None, max_examples=120)
def test_facts_after_edits_are_those_of_a_first_analysis(
    sources: list[str], edits: list[tuple[str, int, int, str, str]]
) -> None:
    document = notebook_json(*sources)
    desk = Desk()
    _check_both(desk, document)
    for edit in edits:
        document = {**document, "cells": _edited(list(document["cells"]), *edit)}  # type: ignore[call-overload]
        _check_both(desk, document)


@pytest.mark.parametrize("name", ["penguins_classification", "car_mpg_regression", "hidden_state_out_of_order"])
def test_facts_of_a_real_notebook_after_each_cell_was_edited(examples: Path, name: str) -> None:
    notebook = load_notebook(examples / f"{name}.ipynb")
    desk = Desk()
    for index, cell in enumerate(notebook.cells):
        for source in (f"{cell.source}\nextra = 1", cell.source):
            cells = [*notebook.cells[:index], dataclasses.replace(cell, source=source), *notebook.cells[index + 1 :]]
            edited = dataclasses.replace(notebook, cells=tuple(cells))
            parsed, analysis, _ = desk.analyze(edited)
            assert _comparable(analysis) == _comparable(analyze(parsed))


def test_cells_that_consulted_nothing_of_what_changed_are_not_followed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = ["x = [1]", "k = 1", "y = x + [2]", "m = k + 1", "x.append(3)", "z = m"]
    desk = Desk()
    followed: list[int] = []
    follow_cell = passes.follow_cell

    def counted(m, parsed, position, holders):  # type: ignore[no-untyped-def]  # the same, told
        followed.append(position)
        return follow_cell(m, parsed, position, holders)

    monkeypatch.setattr(passes, "follow_cell", counted)
    desk.analyze(load_notebook(notebook_json(*sources)))
    followed.clear()
    desk.analyze(load_notebook(notebook_json(*sources[:1], "k = 2; extra = k", *sources[2:])))
    assert 2 not in followed
    assert 4 not in followed


def test_facts_of_cells_that_an_edit_does_not_touch_are_kept() -> None:
    sources = ["LIMIT = 3\nNAMES = ['a'] + ['b']", "k = 1", "y = k + LIMIT", "z = len(NAMES)"]
    desk = Desk()
    _, first, _ = desk.analyze(load_notebook(notebook_json(*sources)))
    _, again, _ = desk.analyze(load_notebook(notebook_json(sources[0], "k = 2; extra = k", *sources[2:])))
    kept = [old.index for old, new in zip(first.cells, again.cells, strict=True) if old is new]
    assert kept == [0, 3]


def test_a_memory_follows_a_notebook_that_others_have_been_looked_at_with() -> None:
    memory = Memory()
    desk = Desk()
    for sources in (["a = 1", "b = a"], ["b = 2"], ["a = [1]", "b = a", "b.append(2)"], []):
        parsed = desk.parse(load_notebook(notebook_json(*sources)))
        assert _comparable(analyze(parsed, memory=memory)) == _comparable(analyze(parsed))


def _check_both(desk: Desk, document: dict[str, object]) -> None:
    parsed, analysis, names = desk.analyze(load_notebook(document))
    assert _comparable(analysis) == _comparable(analyze(parsed, star_exports=names))


def _comparable(analysis: Analysis) -> object:
    """All facts; nodes of cells by identity, since both analyses are of the same trees."""
    own = {node for cell in analysis.cells for statement in cell.statements for node in walk(statement.node)}

    def known(item: object) -> object:
        # Text that is given to `exec` has a tree of its own in each analysis.
        node = item.node  # type: ignore[attr-defined]  # of a read, a write or an effect
        return dataclasses.replace(item, node=node if node in own else None)  # type: ignore[type-var]  # the same

    cells = [
        dataclasses.replace(
            cell,
            reads={name: known(read) for name, read in cell.reads.items()},
            asides={name: known(read) for name, read in cell.asides.items()},
            writes={name: known(write) for name, write in cell.writes.items()},
            effects=tuple(map(known, cell.effects)),
        )
        for cell in analysis.cells
    ]
    return dataclasses.replace(analysis, notebook=None, cells=tuple(cells))  # type: ignore[arg-type]  # the same in both


def _edited(cells: Cells, kind: str, at: int, to: int, source: str, line: str) -> Cells:
    if not cells:
        return cells
    at, to = at % len(cells), to % len(cells)
    cell = dict(cells[at])
    match kind:
        case "replace":
            cells[at] = {**cell, "source": source}
        case "insert":
            cells.insert(at, {**cell, "id": f"new{at}{to}{len(cells)}", "source": source})
        case "delete":
            del cells[at]
        case "move":
            cells.insert(to, cells.pop(at))
        case "append":
            cells[at] = {**cell, "source": f"{cell['source']}\n{line}"}
        case "prepend":
            cells[at] = {**cell, "source": f"{line}\n{cell['source']}"}
        case "count":
            cells[at] = {**cell, "execution_count": to + 1}
        case "tag":
            cells[at] = {**cell, "metadata": {"tags": ["step:data"]}}
    return cells
