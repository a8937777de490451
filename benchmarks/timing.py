"""What the benchmarks share: CPU seconds in turn, and a line that says the ratio and its limit."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time of one run: other processes of the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turn(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Run A B A B …, so that a machine that changes its pace changes it for both."""
    pairs = [(cpu_seconds(first), cpu_seconds(second)) for _ in range(rounds)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median of the ratios, pair by pair."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def verdict(what: str, value: float, limit: float, *, unit: str = "x") -> bool:
    """Print a measured value beside its limit, and tell whether it is kept."""
    is_kept = value <= limit
    print(f"{'ok  ' if is_kept else 'OVER'} {what}: {value:.3g}{unit} (limit {limit:g}{unit})")
    return is_kept
