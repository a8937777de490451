"""Code to measure on: real examples from the docstrings of installed packages, example notebooks, generated cells."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path

#: A notebook as the texts of its code cells.
Cells = list[str]

#: Packages whose docstrings hold examples of the code that notebooks are made of.
PACKAGES = ("sklearn", "pandas", "numpy", "statsmodels", "scipy", "seaborn", "matplotlib", "networkx")
EXAMPLES = Path(__file__).parent.parent / "example_notebooks"
_LINES_PER_CELL = 6


def documented(limit: int = 300) -> list[Cells]:
    """One notebook for each module whose docstrings hold at least ten cells of examples, spread over the packages."""
    found = [list(_modules(package)) for package in PACKAGES if importlib.util.find_spec(package)]
    mixed = [cells for row in _in_turn(found) for cells in row]
    return mixed[:limit]


def document(cells: Cells, *, path_id: str = "c") -> dict[str, object]:
    """The nbformat document of a notebook."""
    rows = [
        {
            "cell_type": "code",
            "id": f"{path_id}{index}",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        for index, source in enumerate(cells)
    ]
    metadata = {"language_info": {"name": "python"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": rows}


def generated(count: int, *, seed: int = 0) -> Cells:
    """A notebook of so many cells in the shape of a study: frames, functions, loops, models, plots, rebinding."""
    rng = random.Random(seed)  # noqa: S311  # the same notebook each time
    cells = ["import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression"]
    cells.append("df = pd.read_csv('data.csv')\nitems = []\nsettings = {'rate': 0.1, 'names': ['a', 'b']}")
    while len(cells) < count:
        number = len(cells)
        template = rng.choice(_TEMPLATES)
        cells.append(template.format(n=number))
    return cells[:count]


_TEMPLATES = (
    "x{n} = df['a'] + {n}\nx{n}.head()",
    "df['c{n}'] = df['a'] * {n}\ndf = df.dropna()",
    """def f{n}(frame, k={n}):
    out = frame.copy()
    for name in out.columns:
        if k > 2:
            out[name] = out[name] * k
    return out

y{n} = f{n}(df)""",
    "total{n} = 0\nfor i in range({n}):\n    total{n} += i\n    items.append(i)\nprint(total{n})",
    """model{n} = LogisticRegression(C={n})
model{n}.fit(df[['a', 'b']], df['y'])
p{n} = model{n}.predict(df[['a', 'b']])""",
    "try:\n    v{n} = settings['k{n}']\nexcept KeyError:\n    v{n} = [name.upper() for name in settings['names']]",
    "a{n} = np.arange({n}).reshape(-1, 1)\nb{n} = a{n}.T\nb{n}[0] = {n}",
    """class C{n}:
    def __init__(self, rows):
        self.rows = rows

    def add(self, row):
        self.rows.append(row)
        return self

c{n} = C{n}([]).add({n})""",
    "with open('out{n}.txt', 'w') as handle:\n    handle.write(f'{{len(items)}} of {n}')",
)


def _in_turn(groups: list[list[Cells]]) -> Iterator[list[Cells]]:
    """The first of each group, then the second of each, and so on."""
    for position in range(max((len(group) for group in groups), default=0)):
        yield [group[position] for group in groups if position < len(group)]


def _modules(package: str) -> Iterator[Cells]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return
    for path in sorted(Path(spec.origin).parent.rglob("*.py")):
        if "tests" in path.parts:
            continue
        cells = list(_cells_of(path.read_text(encoding="utf-8", errors="replace")))
        if len(cells) >= 10:
            yield cells[:60]


def _cells_of(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    parser = doctest.DocTestParser()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            text = ast.get_docstring(node) or ""
            if ">>>" in text:
                yield from _grouped(parser, text)


def _grouped(parser: doctest.DocTestParser, text: str) -> Iterator[str]:
    """The examples of a docstring as cells of a few lines."""
    try:
        examples = parser.get_examples(text)
    except ValueError:
        return
    lines: list[str] = []
    for example in examples:
        lines.append(example.source.rstrip("\n"))
        if sum(part.count("\n") + 1 for part in lines) >= _LINES_PER_CELL:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)
