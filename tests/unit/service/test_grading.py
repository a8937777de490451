"""Severities of a person go before those of the project; of several selectors the longest counts."""

from __future__ import annotations

import pytest

from nb2pipe.errors import UsageError
from nb2pipe.hazards import RULES
from nb2pipe.model.findings import Severity
from nb2pipe.service.grading import grade_rules


def test_nothing_wanted_leaves_all_as_it_is() -> None:
    assert grade_rules({}, {}) == ([], {})


def test_the_longest_selector_counts() -> None:
    left_out, severities = grade_rules({"NB1": "off", "NB102": "info"}, {})
    assert "NB101" in left_out
    assert severities == {"NB102": Severity.INFO}
    assert left_out == [code for code in RULES if code.startswith("NB1") and code != "NB102"]


def test_a_person_goes_before_the_project() -> None:
    project = {"undefined-name": Severity.INFO, "NB101": Severity.INFO}
    left_out, severities = grade_rules({"NB102": "error"}, project)
    assert left_out == []
    assert severities == {"NB101": Severity.INFO, "NB102": Severity.ERROR}


def test_selector_that_means_no_rule_is_told() -> None:
    with pytest.raises(UsageError, match="severities: no rule 'NB999'"):
        grade_rules({"NB999": "off"}, {})
