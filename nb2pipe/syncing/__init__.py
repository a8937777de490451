"""Edits of a package's code -> edits of the cells from which it came."""

from nb2pipe.syncing.blocks import HandEdit
from nb2pipe.syncing.edits import CellEdit, find_edits
from nb2pipe.syncing.origins import resemblance_of
from nb2pipe.syncing.others import edits_without_cells
from nb2pipe.syncing.twins import ReadCell, compare_twins, read_twin, with_agreed_cells
from nb2pipe.syncing.units import CodeCell

__all__ = [
    "CellEdit",
    "CodeCell",
    "HandEdit",
    "ReadCell",
    "compare_twins",
    "edits_without_cells",
    "find_edits",
    "read_twin",
    "resemblance_of",
    "with_agreed_cells",
]
