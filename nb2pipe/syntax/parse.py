"""Notebook -> ParsedNotebook: each code cell parsed on its own, magics replaced only where parsing fails."""

from __future__ import annotations

import ast
import re
import unicodedata

import libcst as cst

from nb2pipe.model.code import ParsedCell, ParsedNotebook, SyntaxFault
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.syntax.lines import split_shared_lines
from nb2pipe.syntax.magics import rewrite_magics
from nb2pipe.syntax.nesting import deep_recursion, is_too_deep_to_parse, is_too_deep_to_walk, line_of_deep_nesting
from nb2pipe.syntax.shell import shell_variables
from nb2pipe.syntax.walk import walk

#: Longer cells are data, not code.
MAX_SOURCE_LENGTH = 2_000_000
#: Python begins to count the indentation of a line anew behind it; libcst loses its place.
_LEADING_FORM_FEED = re.compile(r"^\f+", re.MULTILINE)
_TOO_DEEP = SyntaxFault(1, 0, "the code is nested too deeply to be followed")


def parse_notebook(notebook: Notebook) -> ParsedNotebook:
    """Parse every code cell."""
    variables = shell_variables(cell.source for cell in notebook.code_cells())
    return ParsedNotebook(notebook, tuple(parse_cell(cell, variables) for cell in notebook.cells))


def parse_cell(cell: Cell, variables: frozenset[str] = frozenset()) -> ParsedCell:
    """Parse one cell; a cell that is not Python keeps its fault instead of a tree.

    `variables` are the names that a `$name` in a shell line of the cell takes from the notebook.
    """
    if cell.type is not CellType.CODE:
        return ParsedCell(cell)
    if len(cell.source) > MAX_SOURCE_LENGTH:
        return ParsedCell(cell, fault=SyntaxFault(1, 0, f"the cell is longer than {MAX_SOURCE_LENGTH:,} characters"))
    deep = line_of_deep_nesting(cell.source)
    if deep is not None:
        return ParsedCell(cell, fault=SyntaxFault(deep, 0, "too many nested parentheses"))
    if is_too_deep_to_parse(cell.source):
        return ParsedCell(cell, fault=_TOO_DEEP)
    if "\x00" in cell.source:
        before = cell.source[: cell.source.index("\x00")].split("\n")
        return ParsedCell(cell, fault=SyntaxFault(len(before), len(before[-1]), "code cannot hold null characters"))
    source = _LEADING_FORM_FEED.sub("", cell.source) if "\f" in cell.source else cell.source
    module = _parse(source)
    if module is not None and is_too_deep_to_walk(source, module):
        return ParsedCell(cell, fault=_TOO_DEEP)
    if module is not None:
        return ParsedCell(cell, _normalized(source, module))
    rewritten, magics, imports = rewrite_magics(source, variables)
    module = _parse(rewritten)
    if module is not None and is_too_deep_to_walk(rewritten, module):
        return ParsedCell(cell, magics=magics, fault=_TOO_DEEP)
    if module is not None:
        return ParsedCell(cell, _normalized(source, module), magics, implicit_imports=imports)
    return ParsedCell(cell, magics=magics, fault=_fault_of(rewritten))


def _normalized(source: str, module: cst.Module) -> cst.Module:
    module = split_shared_lines(module)
    if source.isascii() or not any(_is_foreign(node) for node in walk(module)):
        return module
    with deep_recursion():
        return module.visit(_Normalizing())


def _is_foreign(node: cst.CSTNode) -> bool:
    """Whether it is an identifier that Python may read as another one; most such letters stand in texts."""
    return type(node) is cst.Name and not node.value.isascii()


class _Normalizing(cst.CSTTransformer):
    """Python compares identifiers in the normal form NFKC (language reference, 2.3)."""

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        if original_node.value.isascii():
            return updated_node
        return updated_node.with_changes(value=unicodedata.normalize("NFKC", original_node.value))


def _parse(source: str) -> cst.Module | None:
    try:
        return cst.parse_module(source)
    except (cst.ParserSyntaxError, UnicodeError):
        return None
    except Exception as error:  # the native parser panics on a few malformed inputs
        if type(error).__name__ in ("CSTValidationError", "CSTLogicError", "PanicException", "ParserSyntaxError"):
            return None
        raise


def _fault_of(source: str) -> SyntaxFault:
    try:
        ast.parse(source)
    except SyntaxError as error:
        return SyntaxFault(error.lineno or 1, max((error.offset or 1) - 1, 0), error.msg)
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxFault(1, 0, str(error))
    return SyntaxFault(1, 0, "no parser reads it")
