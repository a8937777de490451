"""Plans that are run: converted notebooks in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from nb2pipe.emitters import emit_package, manifest_of
from nb2pipe.model.files import FileTree
from nb2pipe.model.notebook import Notebook
from tests.support.forks import ForkServer
from tests.support.jobs import Ran
from tests.support.notebooks import every_cell_a_step, plan_of
from tests.support.packages import WrittenPackage, write_package
from tests.support.programs import snapshots

#: Cells -> what differs between their run and the run of the steps made from them; empty if nothing does.
Differences = Callable[[Sequence[str]], str]
WritePlan = Callable[[Notebook], WrittenPackage]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    with ForkServer(tmp_path_factory.mktemp("ipython")) as running:
        yield running


@pytest.fixture
def write_plan(tmp_path_factory: pytest.TempPathFactory) -> WritePlan:
    """Convert a notebook and write its package into a folder of its own; raises Refused."""

    def write(notebook: Notebook) -> WrittenPackage:
        plan = plan_of(notebook)
        files = dict(emit_package(plan, version="0.1.0", lock="").files)
        files["pipeline.json"] = manifest_of(plan, "0.1.0", files)
        return write_package(FileTree(files), tmp_path_factory.mktemp("package"))

    return write


@pytest.fixture
def differences(server: ForkServer, write_plan: WritePlan) -> Differences:
    """Make every cell a step, run them in one process and in one each, and compare every output of every step."""

    def compare(cells: Sequence[str]) -> str:
        truth = snapshots(cells)
        written = write_plan(every_cell_a_step(cells))
        last = {step.name: step.cells[-1] for step in written.manifest.steps}
        runs = {"in one process": written.run_in_one_process(server), "step by step": written.run_steps(server)}
        found = [f"{how}, {text}" for how, ran in runs.items() for text in _differences(ran, truth, last)]
        return "\n".join(found)

    return compare


def _differences(ran: Ran, truth: Sequence[object], last: dict[str, int]) -> Iterator[str]:
    for step, values in ran.by_step.items():
        then = truth[last[step]]
        assert isinstance(then, dict)
        for name, text in values.items():
            if name in then and then[name] != text:
                yield f"{step}: {name} is {text}, not {then[name]}"
    if ran.raised:
        yield f"{ran.raised}: {ran.message}"
