"""What analysis remembers of the versions of a notebook: its passes, and what follows from single cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from nb2pipe.analysis.cells.passes import Pass, Trace, trace
from nb2pipe.analysis.state.surroundings import Surroundings
from nb2pipe.model.code import ParsedCell

Result = TypeVar("Result")


class Recollection(Protocol):
    """Follows notebooks, and answers again what it has answered before."""

    def trace(self, order: str, cells: Sequence[ParsedCell], surroundings: Surroundings) -> Trace:
        """Follow the cells; `order` names the pass of which this is another version."""

    def release(self, seen: Trace) -> None:
        """The facts of what has been followed are made, and nobody will ask it for more."""

    def recall(self, what: str, index: int, of: tuple[object, ...], make: Callable[..., Result]) -> Result:
        """What `make` gives of these objects for a cell; it is called only where they are other ones."""


class Forgetful:
    """Does everything anew, for a notebook that is looked at once."""

    def trace(
        self,
        order: str,  # noqa: ARG002  # every pass is a new one
        cells: Sequence[ParsedCell],
        surroundings: Surroundings,
    ) -> Trace:
        """Follow the cells."""
        return trace(cells, surroundings)

    def release(self, seen: Trace) -> None:
        """Take it apart."""
        seen.take_apart()

    def recall(
        self,
        what: str,  # noqa: ARG002  # the same
        index: int,  # noqa: ARG002
        of: tuple[object, ...],
        make: Callable[..., Result],
    ) -> Result:
        """What `make` gives."""
        return make(*of)


class Memory:
    """Remembers the last version of one notebook."""

    def __init__(self) -> None:
        self._passes: dict[str, Pass] = {}
        self._known: dict[tuple[str, int], tuple[tuple[object, ...], object]] = {}

    def trace(self, order: str, cells: Sequence[ParsedCell], surroundings: Surroundings) -> Trace:
        """Follow the cells that an edit has touched."""
        known = self._passes.get(order)
        if known is None or known.surroundings != surroundings:
            known = self._passes[order] = Pass(surroundings)
        return known.follow(cells)

    def release(self, seen: Trace) -> None:
        """Keep it for the next version."""

    def recall(self, what: str, index: int, of: tuple[object, ...], make: Callable[..., Result]) -> Result:
        """What `make` gave of the same objects for the cell; sets of names may be equal ones."""
        known = self._known.get((what, index))
        if known is not None and all(old is new or _are_equal(old, new) for old, new in zip(known[0], of, strict=True)):
            return known[1]  # type: ignore[return-value]  # what was filed under `what`
        result = make(*of)
        self._known[what, index] = (of, result)
        return result


def _are_equal(old: object, new: object) -> bool:
    return isinstance(old, frozenset) and old == new
