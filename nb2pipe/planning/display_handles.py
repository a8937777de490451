"""Handles that `display` gives inside IPython alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from nb2pipe.model.analysis import Analysis
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import VarName
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.needs import Need
from nb2pipe.planning.notices import blocking
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.locate import span_of
from nb2pipe.syntax.walk import walk

_HINT = (
    "Make it yourself: handle = DisplayHandle(); handle.display(…); handle.update(…). Or update it in a report cell."
)


def kept_handles(
    parsed: ParsedNotebook, analysis: Analysis, definitions: Definitions, needs: Mapping[int, Need], steps: set[int]
) -> Iterator[Finding]:
    """Each call in code of steps whose handle is kept: in a package it is None."""
    if VarName("display") in definitions.defined:
        return
    seen: set[tuple[int, cst.CSTNode]] = set()
    for cell in sorted(steps & set(needs)):
        used = [definitions.at(name, cell) for name in sorted(needs[cell].definitions)]
        nodes = [(cell, each.node) for each in analysis.cells[cell].statements]
        nodes += [(each.cell, each.node) for each in used if each is not None]
        for home, node in nodes:
            for call in _kept(node):
                if (home, call) not in seen:
                    seen.add((home, call))
                    message = "`display` gives a handle inside IPython alone: in a package this is None"
                    span = span_of(parsed.cells[home], call)
                    yield blocking("NB407", "display-handle", home, message, _HINT, span)


def _kept(node: cst.CSTNode) -> Iterator[cst.Call]:
    shown = {id(each.value) for each in walk(node) if isinstance(each, cst.Expr)}
    for each in (call for call in walk(node) if isinstance(call, cst.Call)):
        is_kept = called_name(each) == "display" and id(each) not in shown
        if is_kept and any(arg.keyword is not None and arg.keyword.value == "display_id" for arg in each.args):
            yield each
