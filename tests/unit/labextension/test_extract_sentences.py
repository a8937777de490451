"""The catalogue's keys for what the server says, as the front end makes them."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from nb2pipe.hazards import RULES
from nb2pipe.service.live import all_rules
from tests.conftest import ROOT
from tests.unit.hazards.test_rules import hazards_of


@pytest.fixture(scope="module")
def extraction() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extract_sentences", ROOT / "labextension/extract_sentences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("sentence", "template"),
    [
        ("`a.b` is used in cell 3", "`%1` is used in cell %2"),
        ("`%%time` is 100% slow", "`%1` is %2%% slow"),
        ("cells 1, 2 and 14 and others differ in `a` and 3", "cells %1 differ in %2"),
        ("nothing", "nothing"),
    ],
)
def test_template_is_the_one_that_the_front_end_looks_for(extraction: ModuleType, sentence: str, template: str) -> None:
    assert extraction.to_template(sentence) == template


def test_sentences_of_rules_are_found_whether_values_are_quoted_in_place_or_not(extraction: ModuleType) -> None:
    found = set(extraction.find_sentences())
    assert {"`%1` is not defined in this notebook", "rename it, to `%1` for example"} <= found


def test_sentences_about_cells_are_found_for_one_cell_and_for_several(extraction: ModuleType) -> None:
    rest = "%1 have the same execution count: outputs of several sessions are mixed"
    assert {f"cell {rest}", f"cells {rest}"} <= set(extraction.find_sentences())


def test_each_rule_has_its_first_sentence_and_its_page(extraction: ModuleType) -> None:
    assert len(set(extraction.find_pages())) >= len(list(all_rules()))


def test_what_rules_say_of_their_examples_is_in_the_catalogue(extraction: ModuleType) -> None:
    known = set(extraction.find_sentences())
    said = {
        (finding.code, extraction.to_template(text))
        for rule in RULES.values()
        for example in rule.INVALID
        for finding in hazards_of(example, select=(rule.code,))
        for text in (finding.message, finding.hint)
        if text
    }
    assert {(code, text) for code, text in said if text not in known} == set()
