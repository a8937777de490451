"""Two descriptions of one variable -> where they differ: `df["price"][3]: 1.0 != 2.0`.

Floats are equal within a relative tolerance; everything else, types included, must be the same. So must sharing: a
list that stands at two places of one object must be one list at the same two places of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nb2pipe.runs.describe import Description, Node
from nb2pipe.runs.describe.arrays import GLOBAL_GENERATOR
from nb2pipe.runs.describe.code import CLOSURE
from nb2pipe.runs.difference_texts import TABLES, difference_of_sets, difference_of_tables
from nb2pipe.runs.raw_arrays import difference_of_arrays
from nb2pipe.runs.scalars import RELATIVE_TOLERANCE, are_equal, show

__all__ = ["RELATIVE_TOLERANCE", "Difference", "differences", "first_difference", "opaque_part"]

#: Kinds of nodes that can be changed in place, so that it matters how many objects there are.
_MUTABLE = frozenset({"list", "dict", "set", "object", "array", "frame", "series"})
#: Kinds without parts of their own.
_PLAIN = frozenset({"leaf", "scalar"})
_SEQUENCES = frozenset({"list", "tuple", "set"})

#: Edge, node, and the node's position; None for a leaf that stands in its parent's payload.
_Part = tuple[str, Node, int | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two objects are not alike."""

    #: Source text that leads there from the variable's name.
    path: str
    #: Such as `1.0 != 2.0`: the notebook's on the left, the pipeline's on the right.
    what: str
    #: Path of the part whose own data differ; an array's elements share it.
    part: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def first_difference(left: Description, right: Description, *, name: str) -> Difference | None:
    """The first difference in reading order; None if there is none."""
    return next(differences(left, right, name=name), None)


def differences(left: Description, right: Description, *, name: str, with_code: bool = True) -> Iterator[Difference]:
    """All parts that differ, in reading order, each with its first difference.

    Without code, functions are alike if they have one name and one state, such as attributes and defaults.
    """
    pairing = _Pairing()
    todo: list[tuple[str, str, bool, _Part, _Part]] = [(name, "", False, ("", left[0], 0), ("", right[0], 0))]
    while todo:
        path, owner, is_settled, (_, a, i), (_, b, j) = todo.pop()
        if i is not None and j is not None:
            if (i, j) in pairing.seen:
                continue
            shared = pairing.add(i, j, path, is_mutable=a[0] in _MUTABLE and not is_settled)
            if shared is not None:
                yield Difference(path, shared, path)
                continue
        if path != name and _is_copy_of_generator(a, b):
            continue
        found = _own_difference(a, b) if with_code or a[0] != "function" else _difference_of_names(a, b)
        if found is not None:
            yield Difference(path + found[0], found[1], owner if owner and a[0] in _PLAIN else path)
        elif not (_are_both_inline(a, b) and are_equal(a[2], b[2])):
            ours, theirs = _parts(left, a), _parts(right, b)
            found = _difference_of_edges(a[0], [part[0] for part in ours], [part[0] for part in theirs])
            if found is not None:
                yield Difference(path + found[0], found[1], path)
            inner = _owner_of_parts(a, path, owner)
            is_settled = is_settled or _is_index(a)
            todo += reversed([(path + x[0], inner, is_settled, x, y) for x, y in _common(ours, theirs)])


def opaque_part(description: Description) -> str | None:
    """Why a part of the object can't be compared; None if all of it can."""
    return next((f"{label}: {payload}" for kind, label, payload, _ in description if kind == "opaque"), None)


@dataclass(slots=True)
class _Pairing:
    """Which node of one side stands for which of the other, and where each was met first."""

    seen: set[tuple[int, int]] = field(default_factory=set)
    to_right: dict[int, tuple[int, str]] = field(default_factory=dict)
    to_left: dict[int, tuple[int, str]] = field(default_factory=dict)

    def add(self, i: int, j: int, path: str, *, is_mutable: bool) -> str | None:
        """Note the pair; a sentence if one of a mutable pair already stands for another object."""
        self.seen.add((i, j))
        if not is_mutable:
            return None
        (right, ours), (left, theirs) = self.to_right.setdefault(i, (j, path)), self.to_left.setdefault(j, (i, path))
        if right != j:
            return f"the object of {ours} in the notebook, an object of its own in the pipeline"
        return None if left == i else f"an object of its own in the notebook, the object of {theirs} in the pipeline"


def _is_index(node: Node) -> bool:
    """Whether it is an index of pandas: nobody can change what it keeps, whoever shares it."""
    return node[0] == "value" and node[1].endswith("Index")


def _is_copy_of_generator(left: Node, right: Node) -> bool:
    """Whether what holds numpy's global generator, as distributions of scipy do, holds a copy after it crossed steps.

    Who draws from the copy gets other numbers if that matters, which are compared themselves.
    """
    return left[:2] == GLOBAL_GENERATOR[:2] and right[1].rpartition(".")[2] == "RandomState"


def _difference_of_names(left: Node, right: Node) -> tuple[str, str] | None:
    return None if left[:2] == right[:2] else ("", f"{_summary(left)} != {_summary(right)}")


def _own_difference(left: Node, right: Node) -> tuple[str, str] | None:
    """Path and text of the first difference in what the nodes say themselves, without their parts."""
    if left[:2] != right[:2]:
        return _difference_of_names(left, right)
    kind, payload, other = left[0], left[2], right[2]
    if kind == "opaque":
        return None
    if kind in TABLES and not are_equal(payload, other):
        return difference_of_tables(left, right)
    if kind == "set" and payload is not None and other is not None and not are_equal(payload, other):
        return difference_of_sets(payload, other)
    if kind in ("array", "scalar"):
        return difference_of_arrays(payload, other)
    if kind not in _SEQUENCES and kind != "dict":
        return None if are_equal(payload, other) else ("", f"{show(payload)} != {show(other)}")
    return None  # their items are parts


def _owner_of_parts(node: Node, path: str, owner: str) -> str:
    """Path of the array whose part the node's plain items are, as an array of objects keeps them in a list; or ""."""
    if node[0] == "array" and node[2][0] == "|O":
        return path
    return owner if node[0] in _SEQUENCES else ""


def _difference_of_edges(kind: str, left: list[str], right: list[str]) -> tuple[str, str] | None:
    if kind == "function":
        left, right = [[e for e in edges if not e.startswith(CLOSURE)] for edges in (left, right)]
    if left == right:
        return None
    if kind in _SEQUENCES:
        return "", f"{len(left)} items != {len(right)} items"
    for edges, others, side in ((left, set(right), "notebook"), (right, set(left), "pipeline")):
        only = next((edge for edge in edges if edge not in others), None)
        if only is not None:
            return only, f"only in the {side}"
    return "", f"order: {show(left)} != {show(right)}"


def _common(left: list[_Part], right: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    theirs = {part[0]: part for part in right}
    if len(theirs) < len(right):  # columns of one name
        return zip(left, right, strict=False)
    return ((part, theirs[part[0]]) for part in left if part[0] in theirs)


def _are_both_inline(left: Node, right: Node) -> bool:
    return _is_inline(left) and _is_inline(right)


def _is_inline(node: Node) -> bool:
    """Whether the node's parts are leaves that stand in its payload."""
    if node[0] == "dict":
        return node[2] is not None and node[2][1] is not None
    return node[0] in _SEQUENCES and node[2] is not None


def _parts(description: Description, node: Node) -> list[_Part]:
    if not _is_inline(node):
        return [(edge, description[i], i) for edge, i in node[3]]
    keys, values = node[2] if node[0] == "dict" else (range(len(node[2])), node[2])
    leaves = (("leaf", type(value).__name__, value, ()) for value in values)
    return [(f"[{key!r}]", leaf, None) for key, leaf in zip(keys, leaves, strict=True)]


def _summary(node: Node) -> str:
    return f"{node[1]} {show(node[2])}" if node[0] == "leaf" else node[1]
