"""What syntax says about a cell: its tree, its magics, or why it cannot be parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from nb2pipe.model.notebook import Cell, Notebook

if TYPE_CHECKING:
    import libcst as cst


class MagicFate(StrEnum):
    """What a magic, a shell line or a help request means outside IPython."""

    #: No effect on any value: left out.
    DROPPED = "dropped"
    #: The statements behind it stay (`%%time`, `%time x = f()`).
    BODY_KEPT = "body-kept"
    #: Rewritten as plain Python (`%cd`, `!cmd`, `%%writefile`).
    TRANSLATED = "translated"
    #: Installs packages: a requirement, not a step.
    INSTALL = "install"
    #: No faithful meaning outside IPython.
    UNSUPPORTED = "unsupported"


#: Magics that may bind any name.
_NAMING_MAGICS = frozenset({
    "%pylab", "%run", "%store", "%load", "%macro", "%%cython", "%%px", "%%R", "%%sql", "%%bigquery", "%rpull",
    "%%script", "%%cpp", "%%julia", "%%spark",
})  # fmt: skip
#: `%%bash --out lines` binds a name.
_CAPTURING = re.compile(r"--(?:out|err|proc)\b")


@dataclass(frozen=True, slots=True)
class Magic:
    """One line or cell magic, shell line or help request."""

    #: From 1, inside the cell.
    line: int
    #: Such as `%time`, `%%bash`, `!` or `?`.
    name: str
    #: The line as written (the first line of a cell magic).
    text: str
    fate: MagicFate
    #: A name that the magic binds though no assignment shows it (`%%capture out`).
    defines: str = ""
    #: Names of the notebook that it uses though no statement shows it (`%timeit f(x)`, `!ls {folder}`, `x?`).
    uses: frozenset[str] = frozenset()
    #: A file that it reads (`%run clean.py`, `!cat a.csv`).
    reads_file: str = ""

    @property
    def may_bind_any_name(self) -> bool:
        """Whether it may bind names that the notebook does not show."""
        is_opaque = self.fate is MagicFate.UNSUPPORTED and self.name in _NAMING_MAGICS
        return is_opaque or (self.name.startswith("%%") and _CAPTURING.search(self.text) is not None)


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why a cell is not Python."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class ParsedCell:
    """A cell and, for Python code, its tree with magics already replaced line for line."""

    cell: Cell
    #: None for other cells and for code that cannot be parsed.
    module: cst.Module | None = None
    magics: tuple[Magic, ...] = ()
    fault: SyntaxFault | None = None
    #: Modules that translated magics need, such as `subprocess`.
    implicit_imports: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedNotebook:
    """All cells, parsed one by one."""

    notebook: Notebook
    cells: tuple[ParsedCell, ...]

    def code(self) -> tuple[ParsedCell, ...]:
        """The cells that have a tree, in document order."""
        return tuple(cell for cell in self.cells if cell.module is not None)
