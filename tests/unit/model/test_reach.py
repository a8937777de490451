from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.model.reach import backward, forward

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)))


def test_reach_is_sorted_and_has_its_start() -> None:
    pairs = [(3, 1), (1, 2), (5, 6)]
    assert forward(pairs, [3]) == (1, 2, 3)
    assert backward(pairs, [2]) == (1, 2, 3)
    assert forward([], [4]) == (4,)


def test_cycle_is_walked_once() -> None:
    assert forward([(0, 1), (1, 0)], [0]) == (0, 1)


@given(PAIRS, st.integers(0, 6), st.integers(0, 6))
def test_one_reaches_the_other_exactly_if_it_is_reached_from_it(pairs: list[tuple[int, int]], a: int, b: int) -> None:
    assert (b in forward(pairs, [a])) == (a in backward(pairs, [b]))
