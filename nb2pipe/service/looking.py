"""A notebook -> its facts and all that the rules say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.hazards import Trees
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedNotebook
    from nb2pipe.model.findings import Finding, Severity
    from nb2pipe.model.notebook import Notebook

#: A notebook's trees, its facts, and the names behind its star imports.
Looked = tuple["ParsedNotebook", "Analysis", Mapping[str, frozenset[str]]]
_AS_RULED: Mapping[str, Severity] = {}
_NOT_LOOKED: Mapping[str, frozenset[str]] = {}


def look_at(parsed: ParsedNotebook) -> Looked:
    """The notebook, its facts, and the names behind its star imports."""
    from nb2pipe.analysis import analyze
    from nb2pipe.service.stars import look_behind_stars

    star_exports = look_behind_stars(parsed)
    return parsed, analyze(parsed, star_exports=star_exports), star_exports


def analyze_notebook(notebook: Notebook) -> tuple[ParsedNotebook, Analysis]:
    """Parse the cells and find what they do and need."""
    from nb2pipe.syntax import parse_notebook

    parsed, analysis, _ = look_at(parse_notebook(notebook))
    return parsed, analysis


def find_all_hazards(
    parsed: ParsedNotebook,
    analysis: Analysis,
    *,
    select: Sequence[str] = (),
    extend: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] = _AS_RULED,
    star_exports: Mapping[str, frozenset[str]] = _NOT_LOOKED,
    trees: Trees | None = None,
    is_planned: bool = False,
) -> tuple[Finding, ...]:
    """Apply the rules; nothing selected means all of them. What `export` would refuse is among the findings.

    Where the notebook is planned next (`is_planned`), the plan says so itself and is not asked for here.
    """
    from functools import partial

    from nb2pipe.hazards import find_hazards
    from nb2pipe.service.neighbours import folder_of, local_modules
    from nb2pipe.service.refusals import find_refusals

    return find_hazards(
        parsed,
        analysis,
        select=tuple(select),
        extend=tuple(extend),
        ignore=tuple(ignore),
        severity=severity,
        star_exports=star_exports,
        local_modules=local_modules(parsed.notebook.path),
        folder=folder_of(parsed.notebook.path),
        refuse=tuple if is_planned else partial(find_refusals, parsed, analysis, star_exports),
        trees=trees,
    )
