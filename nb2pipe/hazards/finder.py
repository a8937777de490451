"""ParsedNotebook, Analysis -> Finding*: every rule applied, selected, suppressed and sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from nb2pipe.errors import UsageError
from nb2pipe.hazards.context import NO_EXPORTS, Context
from nb2pipe.hazards.registry import RULES
from nb2pipe.hazards.rule import Rule
from nb2pipe.hazards.suppression import find_suppressions, matches
from nb2pipe.hazards.trees import Trees
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.syntax.nesting import deep_recursion

#: Each finding keeps the severity that its rule gives it.
AS_RULED: Mapping[str, Severity] = {}


def find_hazards(
    parsed: ParsedNotebook,
    analysis: Analysis,
    *,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity] = AS_RULED,
    star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS,
    trees: Trees | None = None,
) -> tuple[Finding, ...]:
    """Apply the rules; `select` and `ignore` hold codes, beginnings of codes (`NB1`) or names.

    Nothing selected means all rules. Raises UsageError for a selector that means no rule. `severity` gives findings of
    rules another severity; `star_exports` gives the names behind `from module import *` where somebody has looked;
    `trees` are those of an earlier version of the notebook.
    """
    for selector in (*(select or ()), *ignore):
        check_selector(selector)
    context = Context(parsed, analysis, rules=RULES.values(), star_exports=star_exports, trees=trees)
    found: dict[Finding, None] = {}
    with deep_recursion():
        for rule in RULES.values():
            if _is_selected(rule, select or (), ignore):
                found.update(dict.fromkeys(_apply(rule, context)))
    kept = [_regraded(finding, severity) for finding in _without_suppressed(parsed, found)]
    return tuple(sorted(kept, key=lambda finding: (finding.cell, finding.span, finding.code, finding.message)))


def _apply(rule: Rule, context: Context) -> tuple[Finding, ...]:
    """What a rule finds; nothing where the code is nested too deeply for it, which NB002 says."""
    try:
        return context.findings_of(rule)
    except RecursionError:
        return ()


def _regraded(finding: Finding, severity: Mapping[str, Severity]) -> Finding:
    """The finding with the severity of the longest selector that means its rule."""
    meant = [selector for selector in severity if matches(finding.code, finding.name, selector)]
    return replace(finding, severity=severity[max(meant, key=len)]) if meant else finding


def check_selector(selector: str) -> None:
    """Raise UsageError, with a proposal, for a text that means no rule."""
    if any(matches(rule.code, rule.name, selector) for rule in RULES.values()):
        return
    import difflib

    known = [word for rule in RULES.values() for word in (rule.code, rule.name)]
    close = difflib.get_close_matches(selector, known, 1)
    raise UsageError(f"no rule '{selector}'" + (f"; did you mean '{close[0]}'?" if close else ""))


def _is_selected(rule: Rule, select: Collection[str], ignore: Collection[str]) -> bool:
    if any(matches(rule.code, rule.name, selector) for selector in ignore):
        return False
    return not select or any(matches(rule.code, rule.name, selector) for selector in select)


def _without_suppressed(parsed: ParsedNotebook, found: Collection[Finding]) -> list[Finding]:
    """A comment keeps findings of its cell quiet, but none that makes a faithful conversion impossible."""
    quiet: defaultdict[int, list[str]] = defaultdict(list)
    for cell in parsed.notebook.cells:
        for suppression in find_suppressions(cell):
            quiet[cell.index].extend(suppression.rules)
    return [
        finding
        for finding in found
        if finding.blocks_export
        or not any(matches(finding.code, finding.name, selector) for selector in quiet[finding.cell])
    ]
