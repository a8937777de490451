"""Where rows come from and what becomes of them: written down, learned from, or read to be predicted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libcst as cst

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.chains import called_name
from nb2pipe.tagging.habits import FEATURE_NAMES, Act
from nb2pipe.tagging.needs import Needs, binds_value

#: What is done to new rows: neither fitted nor evaluated.
ROW_ACTS = frozenset({Act.PREDICT, Act.TRANSFORM, Act.BUILD, Act.CLEAN, Act.DERIVE})
#: Functions that make arrays of equal numbers.
_CONTAINERS = frozenset({"zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "full_like"})
_TABLE_TYPES = ("ndarray", "DataFrame", "Series")
_ROW_TYPES = ("dict", "list", "tuple", "str", *_TABLE_TYPES)


def read_to_predict(
    cells: Sequence[CellFacts], acts: Mapping[int, Mapping[Act, str]], needs: Needs, last_fit: int
) -> frozenset[int]:
    """Cells that only read rows, after the last model, for a cell that predicts them."""
    late = [facts.index for facts in cells if facts.index > last_fit >= 0]
    asked = {need.producer for cell in late if Act.PREDICT in acts[cell] for need in needs.values_of(cell)}
    return frozenset(
        cell for cell in late if Act.READ in acts[cell] and cell in asked and acts[cell].keys() <= ROW_ACTS | {Act.READ}
    )


def learned_rows(
    cells: Sequence[CellFacts], acts: Mapping[int, Mapping[Act, str]], needs: Needs
) -> frozenset[tuple[int, VarName]]:
    """Tables and arrays that cells take to fit a model, with the cells that make them."""
    types = {(facts.index, name): write.type for facts in cells for name, write in facts.writes.items()}
    taken = [need for facts in cells if Act.FIT in acts[facts.index] for need in needs.values_of(facts.index)]
    return frozenset(
        (need.producer, need.name)
        for need in taken
        if need.name in FEATURE_NAMES or types.get((need.producer, need.name)) in _TABLE_TYPES
    )


def is_made_by_hand(facts: CellFacts, acts: Mapping[Act, str]) -> bool:
    """Rows written down in the cell: nothing is taken from other cells, files or generators."""
    if facts.effects or not acts.keys() <= {Act.BUILD} or any(statement.defines for statement in facts.statements):
        return False
    if any(read.binding is BindingKind.VALUE for read in facts.reads.values()):
        return False
    return any(binds_value(write) and write.type in _ROW_TYPES for write in facts.writes.values())


def makes_container(node: cst.CSTNode) -> bool:
    """`results = pd.DataFrame(columns=NAMES)`, `weights = np.zeros(3)`: what later cells fill."""
    match node:
        case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call(args=args) as call)]):
            name = called_name(call)
            has_rows = any(arg.keyword is None or arg.keyword.value == "data" for arg in args)
            return name in _CONTAINERS or (name in ("DataFrame", "Series") and not has_rows)
    return False
