"""Facts, edges and findings of a few hundred notebooks, against the bare parse of the same cells."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import libcst as cst

import nb2pipe
from benchmarks.corpus import document, documented
from benchmarks.timing import in_turn, ratio, verdict

LIMIT = 1.5
ROUNDS = 5


def main(rounds: int = ROUNDS) -> int:
    """Measure, print, and give the exit status."""
    notebooks = [cells for cells in documented() if all(map(_is_python, cells))]
    documents = [document(cells) for cells in notebooks]
    print(f"{len(notebooks)} notebooks, {sum(map(len, notebooks)):,} cells")
    bare, checked = in_turn(lambda: _parse(notebooks), lambda: _check(documents), rounds)
    print(f"     parse {min(bare):.2f} s, check {min(checked):.2f} s (CPU, best of {rounds})")
    return 0 if verdict("check / bare parse", ratio(checked, bare), LIMIT) else 1


def _is_python(source: str) -> bool:
    try:
        cst.parse_module(source)
    except cst.ParserSyntaxError:
        return False
    return True


def _parse(notebooks: Sequence[Sequence[str]]) -> None:
    for cells in notebooks:
        for source in cells:
            cst.parse_module(source)


def _check(documents: Sequence[dict[str, object]]) -> None:
    for item in documents:
        nb2pipe.check(item).to_dict()


if __name__ == "__main__":
    sys.exit(main())
