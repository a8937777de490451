"""A call of a library function -> the arguments that it writes into."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.calls import MUTATING_ARGUMENTS
from nb2pipe.analysis.knowledge.types import NATIVE
from nb2pipe.analysis.knowledge.written_arguments import (
    ANNOTATING,
    BUILDING,
    BUILT,
    GRAPH_CHANGES,
    GRAPH_COPIES,
    OVERWRITING,
    RARELY_WRITTEN,
    WRITTEN_KEYWORDS,
)
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import elements
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.syntax.arguments import keywords_of, says


def written_positions(node: cst.Call, name: str) -> tuple[int, ...]:
    """Positions of the arguments that the function surely changes."""
    if _writes_into_first(node, name):
        return (0,)
    return MUTATING_ARGUMENTS.get(name) or RARELY_WRITTEN.get(name, ())


def written_keywords(node: cst.Call, name: str) -> frozenset[str]:
    """Keywords of the call whose values it writes into."""
    found = WRITTEN_KEYWORDS.get(library.root_of(name), {"out"})
    return frozenset(found if name != "pandas.eval" or says(node, "inplace", "True") else ())


def may_overwrite(node: cst.Call, name: str) -> bool:
    """Whether a keyword allows the function to write into any of its arguments."""
    if library.root_of(name) not in ("sklearn", "scipy"):
        return False
    allowing = (each for each in keywords_of(node) if each.startswith(tuple(OVERWRITING)))
    return any(
        not says(node, each, OVERWRITING["copy" if each.startswith("copy") else "overwrite_"]) for each in allowing
    )


def _writes_into_first(node: cst.Call, name: str) -> bool:
    root, last = library.root_of(name), name.rpartition(".")[2]
    if root == "networkx":
        is_in_place = last in GRAPH_COPIES and _gives_false(node, "copy", GRAPH_COPIES[last])
        return last in GRAPH_CHANGES or is_in_place or "store_pos_as" in keywords_of(node)
    if last in ("create_all", "drop_all"):
        # The tables of SQLAlchemy's classes, made in a database.
        return True
    if root in ANNOTATING:
        return name.split(".")[1:2] in ANNOTATING[root] and not says(node, "copy", "True")
    if root == "pymc":
        return says(node, "extend_inferencedata", "True") or last == "compute_log_likelihood"
    if root == "numpy":
        return last == "at" or (last == "nan_to_num" and _gives_false(node, "copy", 1))
    return root == "sklearn" and last.startswith("inplace_")


def _gives_false(node: cst.Call, keyword: str, position: int) -> bool:
    if says(node, keyword, "False"):
        return True
    before = node.args[: position + 1]
    is_by_position = len(before) > position and all(each.keyword is None and not each.star for each in before)
    return is_by_position and isinstance(value := before[-1].value, cst.Name) and value.value == "False"


def build_data_sets(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Change the data sets that are given to a training: from now on no other process can be given them."""
    if name not in BUILDING:
        return
    given = [obj for value, _ in arguments for obj in (*value, *elements(value)) if obj.name in BUILT]
    m.change(tuple(dict.fromkeys(given)), node)
    for each in given:
        mark(each, frozenset({NATIVE}))
