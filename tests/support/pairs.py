"""Two values -> whether verify says of them what it should."""

from __future__ import annotations

from nb2pipe.runs.compare import first_difference, opaque_part
from nb2pipe.runs.describe import describe


def check_pair(left: object, right: object, place: str | None) -> None:
    """Assert that they differ there first, from either side, or that they are equal."""
    ours, theirs = (describe(value, "tests") for value in (left, right))
    for a, b in ((ours, theirs), (theirs, ours)):
        found = first_difference(a, b, name="v")
        if place is None:
            assert found is None
            assert opaque_part(a) is None
        else:
            assert found is not None, "silently equal"
            assert found.path.startswith(place)
    assert first_difference(ours, ours, name="v") is None
