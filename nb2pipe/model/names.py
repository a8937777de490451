"""Sets of names as bits of one integer: of thousands of variables, each may have to say with which others it shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import compress

from nb2pipe.model.ids import VarName


class Vocabulary:
    """Names in the order in which they were first asked for; a set of them is an integer with their bits."""

    __slots__ = ("_bits",)

    def __init__(self) -> None:
        self._bits: dict[VarName, int] = {}

    def bit(self, name: VarName) -> int:
        """The name alone."""
        known = self._bits.get(name)
        if known is None:
            known = self._bits[name] = 1 << len(self._bits)
        return known

    def bits(self, names: Iterable[VarName]) -> int:
        """All of the names."""
        bits = 0
        for name in names:
            bits |= self.bit(name)
        return bits

    def find(self, name: object) -> int:
        """The same for a name that may be in no set."""
        return self._bits.get(name, 0)  # type: ignore[call-overload, no-any-return]  # whatever may be asked for

    def names(self, bits: int) -> Iterator[VarName]:
        """The names of a set, in a stable order."""
        return compress(self._bits, map("1".__eq__, reversed(f"{bits:b}")))


class Names(AbstractSet[VarName]):
    """A set of names that is told name by name only to who asks."""

    __slots__ = ("_bits", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary, bits: int) -> None:
        self._vocabulary, self._bits = vocabulary, bits

    def __contains__(self, name: object) -> bool:
        return bool(self._bits & self._vocabulary.find(name))

    def __iter__(self) -> Iterator[VarName]:
        return self._vocabulary.names(self._bits)

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __bool__(self) -> bool:
        return self._bits != 0

    @classmethod
    def _from_iterable(cls, names: Iterator[VarName]) -> frozenset[VarName]:  # type: ignore[override]
        return frozenset(names)

    def __hash__(self) -> int:
        return hash(frozenset(self))

    def __repr__(self) -> str:
        return f"Names({sorted(self)})"
