"""The hard cases: every conversion gives the notebook's values or is refused, and never gives other values.

A case that does not hold yet is listed here with what happens instead; one that begins to hold fails the suite
until its line is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

import nb2pipe.service as service
from nb2pipe.errors import Refused
from nb2pipe.service.converting import convert
from tests.conftest import notebook_json
from tests.support.cases import Case, case_paths, read_case
from tests.support.forks import ForkServer
from tests.support.jobs import Ran, run_cells
from tests.support.packages import write_package


class SilentDifference(AssertionError):
    """The package runs and gives another value than the notebook."""


class LoudFailure(AssertionError):
    """The package raises, or lacks a value, where the notebook has one."""


class NeedlessRefusal(AssertionError):
    """A notebook that can be converted is refused."""


#: Case -> the wrong value. The worst that can happen: nobody is told.
SILENT: dict[str, str] = {}
#: Case -> what the package raises.
LOUD: dict[str, str] = {}
#: Case -> what it is refused for.
REFUSED: dict[str, str] = {}


def _cases() -> list[ParameterSet]:
    marks: dict[str, pytest.MarkDecorator] = {}
    for gaps, error in ((SILENT, SilentDifference), (LOUD, LoudFailure), (REFUSED, NeedlessRefusal)):
        marks |= {name: pytest.mark.xfail(raises=error, strict=True, reason=why) for name, why in gaps.items()}
    paths = case_paths()
    assert not marks.keys() - {path.stem for path in paths}, "a known gap names no case"
    return [pytest.param(path, id=path.stem, marks=[marks[path.stem]] if path.stem in marks else []) for path in paths]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    with ForkServer(tmp_path_factory.mktemp("ipython")) as running:
        yield running


@pytest.mark.parametrize("path", _cases())
def test_conversion_gives_the_notebooks_values_or_is_refused(path: Path, server: ForkServer, tmp_path: Path) -> None:
    case = read_case(path)
    truth = _truth(case, server, tmp_path)
    document = notebook_json(*((cell.source, cell.tags) for cell in case.cells))
    try:
        package = convert(document, name="kase")
    except Refused as refusal:
        _check_refusal(case, refusal)
        errors = {
            (finding.code, finding.cell) for finding in service.check(document).findings if finding.severity == "error"
        }
        assert {(finding.code, finding.cell) for finding in refusal.findings} <= errors, (
            "check says what export refuses"
        )
        return
    written = write_package(package.tree, tmp_path)
    _compare(case, truth, written.run_steps(server), "each step in its own process")
    _compare(case, truth, written.run_in_one_process(server), "all steps in one process")


def _truth(case: Case, server: ForkServer, scratch: Path) -> Ran:
    folder = scratch / "truth"
    folder.mkdir()
    cells = [(cell.source, cell.tags) for cell in case.cells]
    ran = server.run(run_cells, cells, case.results, case.check, folder=folder)
    assert (ran.raised in case.raises) if case.raises else not ran.raised, (
        f"the case itself: {ran.raised} {ran.message}"
    )
    assert case.raises or (ran.holds and set(case.results) == set(ran.values)), "the case's own check does not hold"
    return ran


def _check_refusal(case: Case, refusal: Refused) -> None:
    assert refusal.findings, "a refusal must say why"
    if not case.may_be_refused:
        reasons = "; ".join(f"{finding.code} in cell {finding.cell}: {finding.message}" for finding in refusal.findings)
        raise NeedlessRefusal(reasons)


def _compare(case: Case, truth: Ran, ran: Ran, how: str) -> None:
    if truth.raised:
        if not ran.raised:
            raise SilentDifference(f"{how}: the notebook raises {truth.raised}, the package does not")
        return
    different = [name for name in case.results if name in ran.values and ran.values[name] != truth.values[name]]
    if different:
        texts = (f"{name}: {truth.values[name]} became {ran.values[name]}" for name in different)
        raise SilentDifference(f"{how}: {'; '.join(texts)}")
    if ran.raised:
        raise LoudFailure(f"{how}: {ran.raised}: {ran.message}")
    missing = [name for name in case.results if name not in ran.values]
    if missing:
        raise LoudFailure(f"{how}: no step gives {', '.join(missing)}")
