"""ParsedNotebook, Analysis -> Finding*: every rule applied, selected, suppressed and sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from nb2pipe.errors import UsageError
from nb2pipe.hazards.context import NO_EXPORTS, Context
from nb2pipe.hazards.registry import RULES
from nb2pipe.hazards.rule import Rule
from nb2pipe.hazards.suppression import find_suppressions, matches
from nb2pipe.hazards.trees import Trees
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.findings import Finding, Severity, Span
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.nesting import deep_recursion

#: Each finding keeps the severity that its rule gives it.
AS_RULED: Mapping[str, Severity] = {}


def find_hazards(
    parsed: ParsedNotebook,
    analysis: Analysis,
    *,
    select: Collection[str] | None = None,
    extend: Collection[str] = (),
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity] = AS_RULED,
    star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS,
    local_modules: frozenset[str] = frozenset(),
    folder: str = "",
    refuse: Callable[[], Iterable[Finding]] = tuple,
    trees: Trees | None = None,
) -> tuple[Finding, ...]:
    """Apply the rules; `select`, `extend` and `ignore` hold codes, beginnings of codes (`NB1`) or names.

    Nothing selected means all rules but those that are off by default; `extend` adds some of these. Raises UsageError
    for a selector that means no rule. `severity` gives findings of rules another severity. Where somebody has looked,
    `star_exports` gives the names behind `from module import *`, `local_modules` the modules beside the notebook,
    and `folder` is its folder.
    `refuse` says why a tagged notebook cannot be converted; it is asked only if no rule has said so.
    `trees` are those of an earlier version of the notebook.
    """
    for selector in (*(select or ()), *extend, *ignore):
        check_selector(selector)
    chosen = _chosen(select or (), extend, ignore)
    context = Context(
        parsed,
        analysis,
        rules=RULES.values(),
        star_exports=star_exports,
        local_modules=local_modules,
        folder=folder,
        trees=trees,
    )
    found: dict[Finding, None] = {}
    with deep_recursion():
        for rule in RULES.values():
            if rule.code in chosen:
                found.update(dict.fromkeys(_apply(rule, context)))
        if context.has_steps and not any(finding.blocks_export for finding in found):
            _add_refusals(found, [each for each in refuse() if each.code in chosen])
    kept = [_regraded(finding, severity) for finding in _without_suppressed(context, found)]
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
    known += [code[:3] for code in RULES]
    close = difflib.get_close_matches(selector, known, 1) or difflib.get_close_matches(selector.upper(), known, 1)
    raise UsageError(f"no rule '{selector}'" + (f"; did you mean '{close[0]}'?" if close else ""))


def _chosen(select: Collection[str], extend: Collection[str], ignore: Collection[str]) -> frozenset[RuleCode]:
    return frozenset(
        rule.code
        for rule in RULES.values()
        if (_is_meant(rule, (*select, *extend)) or (not select and rule.is_default)) and not _is_meant(rule, ignore)
    )


def _is_meant(rule: Rule, selectors: Collection[str]) -> bool:
    return any(matches(rule.code, rule.name, selector) for selector in selectors)


def _add_refusals(found: dict[Finding, None], refusals: Iterable[Finding]) -> None:
    """Put why the notebook is refused in the place of milder findings of the same rule on the same lines."""
    for refusal in refusals:
        for other in [other for other in found if other.code == refusal.code and other.cell == refusal.cell]:
            if _share_a_line(other.span, refusal.span):
                del found[other]
        found[refusal] = None


def _share_a_line(one: Span, other: Span) -> bool:
    return one.start.line <= other.end.line and other.start.line <= one.end.line


def _without_suppressed(context: Context, found: Collection[Finding]) -> list[Finding]:
    """A comment keeps findings of its cell quiet, but none that makes a faithful conversion impossible."""
    quiet: defaultdict[int, list[str]] = defaultdict(list)
    for cell in context.notebook.cells:
        for suppression in find_suppressions(cell):
            quiet[cell.index].extend(suppression.rules)
    return [
        finding
        for finding in found
        if context.must_be_told(finding)
        or not any(matches(finding.code, finding.name, selector) for selector in quiet[finding.cell])
    ]
