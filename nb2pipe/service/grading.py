"""Severities that somebody wants, and those of the project -> rules to leave out and severities of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nb2pipe.errors import UsageError

if TYPE_CHECKING:
    from nb2pipe.model.findings import Severity

#: In the place of a severity: the rule is not applied.
OFF = "off"


def grade_rules(wanted: Mapping[str, str], project: Mapping[str, Severity]) -> tuple[list[str], dict[str, Severity]]:
    """Codes of the rules to leave out, and severities by code; raises UsageError for a selector that means no rule.

    Of several selectors that mean a rule the longest counts; what is wanted counts before what the project says.
    """
    from nb2pipe.hazards import RULES, check_selector
    from nb2pipe.model.findings import Severity

    for selector in wanted:
        try:
            check_selector(selector)
        except UsageError as error:
            raise UsageError(f"severities: {error}") from None
    left_out: list[str] = []
    severities: dict[str, Severity] = {}
    for rule in RULES.values():
        grade = _meant(rule.code, rule.name, wanted) or _meant(rule.code, rule.name, project)
        if grade == OFF:
            left_out.append(rule.code)
        elif grade is not None:
            severities[rule.code] = Severity(grade)
    return left_out, severities


def _meant(code: str, name: str, grades: Mapping[str, str]) -> str | None:
    from nb2pipe.hazards.suppression import matches

    selectors = [selector for selector in grades if matches(code, name, selector)]
    return grades[max(selectors, key=len)] if selectors else None
