"""Two plain values -> whether they are equal, floats within a relative tolerance; a value -> a short text."""

from __future__ import annotations

import math

#: Two floats are equal if they differ by no more than this part of the larger one.
RELATIVE_TOLERANCE = 1e-9


def are_equal(left: object, right: object) -> bool:
    """Whether two plain values are equal: of one type, NaN equal to NaN, 0.0 different from -0.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float) and isinstance(right, float):
        return are_close(left, right)
    if isinstance(left, (tuple, list)) and isinstance(right, (tuple, list)):
        return len(left) == len(right) and all(map(are_equal, left, right))
    return left == right


def are_close(left: float, right: float) -> bool:
    """Whether two floats are equal within the tolerance; zeros by their signs, NaN equal to NaN."""
    if left == right:
        return left != 0.0 or math.copysign(1.0, left) == math.copysign(1.0, right)
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    return math.isclose(left, right, rel_tol=RELATIVE_TOLERANCE, abs_tol=0.0)


def show(value: object) -> str:
    """The value's source text, cut to what fits into a message."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}…{text[-15:]}"
