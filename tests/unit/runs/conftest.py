"""A small notebook and the package that it is converted to, written by hand as the emitter would."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nb2pipe.model.ids import RunId
from nb2pipe.model.manifest import Manifest, ManifestParameter, ManifestStep
from nb2pipe.runs.engine import RunRequest

#: steps' source, manifest steps, body of `Parameters` -> request of a run.
MakeRun = Callable[..., RunRequest]
MakeStep = Callable[..., ManifestStep]
WriteNotebook = Callable[..., Path]

CELLS = (
    ("size = 4\nfactor = 2.0", ["parameters"]),
    "import numpy as np\nimport near_by",
    ("rows = [near_by.double(i) for i in range(size)]\nalias = rows\nprint('rows made')", ["step:data"]),
    """\
class Model:
    def __init__(self, factor):
        self.factor = factor
    def fit(self, values):
        self.total = float(np.sum(values)) * self.factor
        return self

def score(model):
    return model.total / size""",
    ("alias.append(100)\nmodel = Model(factor).fit(rows)\nhalf = score(model)", ["step:train"]),
)
STEPS = """\
from typing import NamedTuple

import near_by
import numpy as np


class DataOutputs(NamedTuple):
    alias: list
    rows: list


class Model:
    def __init__(self, factor):
        self.factor = factor

    def fit(self, values):
        self.total = float(np.sum(values)) * self.factor
        return self


class TrainOutputs(NamedTuple):
    model: Model
    half: float


def data(size):
    rows = [near_by.double(i) for i in range(size)]
    alias = rows
    print("rows made")
    return DataOutputs(alias, rows)


def train(alias, rows, size, factor):
    def score(model):
        return model.total / size

    alias.append(100)
    model = Model(factor).fit(rows)
    half = score(model)
    return TrainOutputs(model, half)
"""
PARAMETERS = "size: int = 4\nfactor: float = 2.0"


@dataclass
class Clock:
    """A clock that moves on by a second whenever somebody looks."""

    time: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The notebook's folder, with a module that it imports."""
    (tmp_path / "near_by.py").write_text("def double(i):\n    return 2 * i\n")
    return tmp_path


@pytest.fixture
def make_step() -> MakeStep:
    def make(name: str, **fields: object) -> ManifestStep:
        outputs: tuple[str, ...] = fields.get("outputs", ())
        defaults = {
            "kind": "data",
            "function": f"tiny.steps:{name}",
            "cells": (),
            "cell_ids": (),
            "inputs": {},
            "parameters": (),
            "outputs": (),
            "artifacts": tuple((output,) for output in outputs),
        }
        return ManifestStep(**{"name": name, **defaults, **fields})

    return make


@pytest.fixture
def make_run(root: Path, tmp_path_factory: pytest.TempPathFactory) -> MakeRun:
    """Write a package `tiny` with these steps, and ask for a run of it."""

    def make(source: str, *steps: ManifestStep, parameters: str = "", **fields: object) -> RunRequest:
        package = tmp_path_factory.mktemp("package")
        folder = package / "src" / "tiny"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        head = "import time\nfrom dataclasses import dataclass, field\n\n\n@dataclass(frozen=True)\nclass Parameters:\n"
        (folder / "parameters.py").write_text(head + textwrap.indent(parameters or "pass", "    ") + "\n")
        (folder / "steps.py").write_text(source)
        defaults = {
            "id": RunId("r1"),
            "package": package,
            "root": root,
            "folder": tmp_path_factory.mktemp("out") / "run",
        }
        return RunRequest(**{**defaults, "manifest": _manifest(steps, parameters), **fields})

    return make


@pytest.fixture
def tiny_run(make_run: MakeRun, make_step: MakeStep) -> RunRequest:
    """The package of `tiny_notebook`."""
    return make_run(
        STEPS,
        make_step("data", parameters=("size",), outputs=("alias", "rows"), artifacts=(("alias", "rows"),), cells=(2,)),
        make_step(
            "train",
            inputs={"alias": "data", "rows": "data"},
            parameters=("size", "factor"),
            outputs=("model", "half"),
            cells=(4,),
        ),
        parameters=PARAMETERS,
    )


@pytest.fixture
def tiny_notebook(root: Path, write_notebook: WriteNotebook) -> Path:
    return write_notebook(*CELLS, name="tiny.ipynb")


def _manifest(steps: tuple[ManifestStep, ...], parameters: str) -> Manifest:
    lines = [line.partition(" = ") for line in parameters.splitlines()]
    return Manifest(
        name="tiny",
        version="0.1.0",
        notebook="tiny.ipynb",
        notebook_digest="d" * 64,
        parameters=tuple(
            ManifestParameter(*(part.strip() for part in left.split(":", 1)), default) for left, _, default in lines
        ),
        steps=steps,
        cells=(),
    )
