"""The second check of a notebook of 200 cells after one cell was edited, against the first."""

from __future__ import annotations

import random
import sys
from functools import partial

from benchmarks.corpus import document, generated
from benchmarks.timing import cpu_seconds, ratio, verdict
from nb2pipe.service.session import CheckSession

LIMIT = 0.1
ROUNDS = 15
CELLS = 200


def main(rounds: int = ROUNDS) -> int:
    """Measure, print, and give the exit status."""
    rng = random.Random(0)  # noqa: S311  # the same edits each time
    cells = generated(CELLS)
    first, again = [], []
    for _ in range(rounds):
        edited = list(cells)
        edited[rng.randrange(CELLS)] += "\nextra = 1"
        check = CheckSession().check
        first.append(cpu_seconds(partial(check, document(cells))))
        again.append(cpu_seconds(partial(check, document(edited))))
    return 0 if verdict("check after an edit / first check", ratio(again, first), LIMIT) else 1


if __name__ == "__main__":
    sys.exit(main())
