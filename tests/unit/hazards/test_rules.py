"""Every rule is tested by its examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pipe.analysis import analyze
from nb2pipe.hazards import RULES, find_hazards
from nb2pipe.hazards.rule import Example, Rule
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.service.refusals import find_refusals
from nb2pipe.syntax import parse_notebook


def hazards_of(example: Example, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    cells = tuple(
        Cell(
            index=index,
            id=CellId(f"c{index}"),
            type=CellType.MARKDOWN if item.is_markdown else CellType.CODE,
            source=item.source,
            tags=item.tags,
            execution_count=item.count,
            error_name=item.error,
            has_outputs=bool(item.outputs),
            outputs=item.outputs,
        )
        for index, item in enumerate(example)
    )
    parsed = parse_notebook(Notebook("nb.ipynb", cells))
    analysis = analyze(parsed)
    return find_hazards(
        parsed,
        analysis,
        select=select,
        ignore=ignore,
        local_modules=frozenset({"helpers_beside"}),
        refuse=lambda: find_refusals(parsed, analysis, {}),
    )


def _examples(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{kind.lower()}-{number}")
        for rule in RULES.values()
        for number, example in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("rule", "example"), _examples("VALID"))
def test_rule_keeps_quiet_on_its_valid_example(rule: Rule, example: Example) -> None:
    assert hazards_of(example, select=(rule.code,)) == ()


@pytest.mark.parametrize(("rule", "example"), _examples("INVALID"))
def test_rule_finds_its_invalid_example(rule: Rule, example: Example) -> None:
    found = hazards_of(example, select=(rule.code,))
    assert found
    for finding in found:
        assert finding.name == rule.name
        lines = example[finding.cell].source.split("\n")
        assert 1 <= finding.span.start.line <= finding.span.end.line <= len(lines)
        assert finding.span.start <= finding.span.end
        assert finding.message


@pytest.mark.parametrize("rule", list(RULES.values()), ids=lambda rule: rule.code)
def test_rule_is_a_documented_file_of_its_own(rule: Rule) -> None:
    module = type(rule).__module__.rpartition(".")[2]
    expected = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert module == expected
    assert len((type(rule).__doc__ or "").split("\n\n")) >= 3, "what, why, how to fix"
    assert rule.VALID
    assert rule.INVALID


def test_every_rule_file_is_in_the_registry() -> None:
    import nb2pipe.hazards.rules as package

    files = {path.stem for path in Path(package.__path__[0]).glob("nb*.py")}
    assert files == {type(rule).__module__.rpartition(".")[2] for rule in RULES.values()}
