"""Notebooks made to be expensive: each ends within its time, with a finding where it was too much."""

from __future__ import annotations

import sys

import nb2pipe
from benchmarks.corpus import Cells, document
from benchmarks.timing import cpu_seconds, verdict

LIMIT = 20.0

NOTEBOOKS: dict[str, Cells] = {
    "a cell of 10,000 lines": ["\n".join(f"x{n} = [{n}]\nx{n}.append(x{n})" for n in range(5_000))],
    "3,000 nested parentheses": ["x = " + "(" * 3_000 + "1" + ")" * 3_000],
    "an expression of 3,000 terms": ["x = " + " + ".join(f"a{n}" for n in range(3_000))],
    "80 nested blocks": ["\n".join("    " * n + f"if a{n}:" for n in range(80)) + "\n" + "    " * 80 + "x = 1"],
    "18 nested loops": [
        "\n".join("    " * n + f"for i{n} in range(9):" for n in range(18)) + "\n" + "    " * 18 + "x = [i0]"
    ],
    "500 functions that call each other": [
        "\n".join(f"def f{n}(x):\n    return f{(n + 1) % 500}(x) + f{(n + 7) % 500}(x)" for n in range(500)),
        "y = f0([1])",
    ],
    "2,000 names of one list": ["a = []", "\n".join(f"b{n} = a" for n in range(2_000)), "a.append(1)"],
    "400 lists that hold each other": [
        "\n".join(f"a{n} = []" for n in range(400)),
        "\n".join(f"a{n}.append(a{(n * 7 + 1) % 400})\na{n}.append(a{(n * 3 + 2) % 400})" for n in range(400)),
    ],
    "40 lists made of each other in each of 40 calls": [
        "def f(x):\n" + "\n".join(f"    y{n} = x + {n}\n    x.append(y{n})" for n in range(40)) + "\n    return x",
        "a = []",
        *(f"b{n} = f(a)" for n in range(40)),
    ],
    "100 lists linked both ways, a cell each": [
        "node0 = []",
        *(f"node{n} = [node{n - 1}]\nnode{n - 1}.append(node{n})" for n in range(1, 100)),
    ],
    "a list made longer in each of 700 cells": ["rows = []", *(f"rows = rows + [[{n}]]" for n in range(700))],
    "200 instances of a tree": [
        "class Node:\n  def __init__(self, up):\n    self.up, self.below = up, []\n    if up: up.below.append(self)",
        "n0 = Node(None)",
        *(f"n{n} = Node(n{n // 2})" for n in range(1, 200)),
    ],
    "200 calls of which nothing is known, each given what two others gave": [
        "from somewhere import f\nx0 = f()",
        *(f"x{n} = f(x{n - 1}, x{n // 2})" for n in range(1, 200)),
    ],
    "a class of 160 methods that call each other": [
        "class Box:\n    def __init__(self):\n        self.rows = []\n"
        + "\n".join(
            f"    def m{n}(self, x):\n        self.rows.append(x)\n        return self.m{max(n - 1, 0)}(x)"
            for n in range(160)
        ),
        "box = Box()",
        *(f"box.m{n}({n})" for n in range(0, 160, 3)),
    ],
    "a function that calls itself thrice": ["def f(n):\n    return f(n - 1) + f(n - 2) + f(n - 3)", "f([9])"],
}


def main() -> int:
    """Measure, print, and give the exit status."""
    kept = [
        verdict(name, cpu_seconds(lambda cells=cells: nb2pipe.check(document(cells)).to_dict()), LIMIT, unit=" s")
        for name, cells in NOTEBOOKS.items()
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
