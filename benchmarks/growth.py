"""Cost and memory per cell from 10 to 5,000 cells, in shapes that make analyzers quadratic."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable

import nb2pipe
from benchmarks.corpus import Cells, document, generated
from benchmarks.timing import cpu_seconds, verdict

#: The cost of a cell in the largest notebook against one in the notebook of 100 cells.
LIMIT = 2.0
SIZES = (10, 100, 1_000, 5_000)


def _chain(count: int) -> Cells:
    return ["x0 = 1", *(f"x{n} = x{n - 1} + 1" for n in range(1, count))]


def _rebinding(count: int) -> Cells:
    return ["import pandas as pd\ndf = pd.read_csv('a.csv')", *("df = df.dropna()" for _ in range(1, count))]


def _mutations(count: int) -> Cells:
    return ["items = []", *(f"items.append({n})" for n in range(1, count))]


def _names_of_one(count: int) -> Cells:
    return ["rows = []", *(f"rows{n} = [rows]" for n in range(1, count))]


def _columns(count: int) -> Cells:
    return ["import pandas as pd\ndf = pd.read_csv('a.csv')", *(f"df['c{n}'] = df['a'] * {n}" for n in range(1, count))]


SHAPES: dict[str, Callable[[int], Cells]] = {
    "a study": generated,
    "a chain of names": _chain,
    "one name bound again": _rebinding,
    "one list changed": _mutations,
    "lists of one list": _names_of_one,
    "one frame given columns": _columns,
}


def main() -> int:
    """Measure, print, and give the exit status."""
    kept = [_is_flat(name, make) for name, make in SHAPES.items()]
    return 0 if all(kept) else 1


def _is_flat(name: str, make: Callable[[int], Cells]) -> bool:
    costs: dict[int, float] = {}
    for size in SIZES:
        item = document(make(size))
        costs[size] = min(cpu_seconds(lambda item=item: nb2pipe.check(item)) for _ in range(1 if size > 1_000 else 3))
    print(f"     {name}: " + ", ".join(f"{size:,} cells {1e3 * s / size:.2f} ms" for size, s in costs.items()))
    memory = _peak(make(2_000)) / 2_000 / (_peak(make(200)) / 200)
    time_kept = verdict(f"{name}: cost of a cell at 5,000 / at 100", costs[5_000] / 5_000 / (costs[100] / 100), LIMIT)
    memory_kept = verdict(f"{name}: memory of a cell at 2,000 / at 200", memory, LIMIT)
    return time_kept and memory_kept


def _peak(cells: Cells) -> int:
    item = document(cells)
    gc.collect()
    tracemalloc.start()
    nb2pipe.check(item)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    sys.exit(main())
