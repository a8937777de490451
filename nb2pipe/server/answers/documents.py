"""Between the wire's notebook and the model's: cells by id there, by index here; UTF-16 there, code points here."""

from __future__ import annotations

from nb2pipe.model.analysis import Edge
from nb2pipe.model.findings import WHOLE_CELL, Finding, Position
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook, parse_python_version
from nb2pipe.server.answers.offsets import utf16_length
from nb2pipe.server.wire import notebook as wire


def to_notebook(live: wire.LiveNotebook, path: str) -> Notebook:
    """The model's notebook; `path` is where its file is or will be."""
    return Notebook(
        path=path,
        cells=tuple(_to_cell(cell, index) for index, cell in enumerate(live.cells)),
        language=live.language.strip().lower(),
        kernel_name=live.kernel_name,
        python=parse_python_version(live.python_version),
        step_settings={name: given for name, given in live.step_settings.items() if isinstance(given, dict)},
    )


def to_wire_findings(findings: tuple[Finding, ...], notebook: Notebook) -> list[wire.Finding]:
    """Findings as CodeMirror can place them."""
    return [_to_wire_finding(finding, notebook.cells[finding.cell]) for finding in findings]


def to_wire_edges(edges: tuple[Edge, ...], notebook: Notebook) -> list[wire.Edge]:
    """Edges between cell ids."""
    ids = ids_of(notebook)
    return [
        wire.Edge(source=ids[edge.source], target=ids[edge.target], names=list(edge.names), via=edge.via.value)
        for edge in edges
    ]


def to_place(position: Position, source: str) -> wire.Place:
    """A place inside the cell, even for a position that a rule put behind its end."""
    lines = source.split("\n")
    line = min(max(position.line, 1), len(lines))
    column = utf16_length(lines[line - 1][: max(position.column, 0)])
    above = sum(utf16_length(text) + 1 for text in lines[: line - 1])
    return wire.Place(line=line, column=column, offset=above + column)


def ids_of(notebook: Notebook) -> list[str]:
    """The ids of the cells, by index."""
    return [cell.id for cell in notebook.cells]


def _to_cell(cell: wire.LiveCell, index: int) -> Cell:
    return Cell(
        index=index,
        id=CellId(cell.id),
        type=CellType(cell.type),
        source=cell.source,
        tags=tuple(cell.tags),
        execution_count=cell.execution_count,
        error_name=cell.error_name,
        has_outputs=cell.has_outputs,
    )


def _to_wire_finding(finding: Finding, cell: Cell) -> wire.Finding:
    return wire.Finding(
        code=finding.code,
        name=finding.name,
        severity=finding.severity.value,
        cell=cell.id,
        start=to_place(finding.span.start, cell.source),
        end=to_place(finding.span.end, cell.source),
        whole_cell=finding.span == WHOLE_CELL,
        message=finding.message,
        hint=finding.hint,
        fixable=finding.fixable,
        fix="" if finding.fix is None else finding.fix.title,
        blocks_export=finding.blocks_export,
    )
