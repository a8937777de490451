"""Plans built by hand from source text."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import libcst as cst
import pytest

from nb2pipe.emitters import emit_package
from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import (
    CellFate,
    CellRecord,
    CopyMethod,
    Definition,
    Fragment,
    Import,
    Input,
    InputCopy,
    Output,
    Parameter,
    PipelinePlan,
    Step,
    TwinCell,
)


def fragment(source, *, cell=0, closes_figures=False):
    """A cell: its header comments go above its first statement, its footer below the last."""
    module = cst.parse_module(source)
    body = list(module.body)
    if body:
        body[0] = body[0].with_changes(leading_lines=[*module.header, *body[0].leading_lines])
    return Fragment(cell, tuple(body), closes_figures, trailing=tuple(module.footer if body else module.header))


def imported(source):
    """The Import values of import statements."""
    found = []
    for node in ast.parse(source).body:
        for alias in node.names:
            if isinstance(node, ast.Import):
                found.append(Import(alias.asname or alias.name.partition(".")[0], alias.name, None))
            else:
                found.append(Import(alias.asname or alias.name, node.module, alias.name))
    return tuple(found)


def definition(source, *, needs=(), imports="", cell=0, name=None):
    (statement,) = fragment(source).statements
    return Definition(name or ast.parse(source).body[0].name, statement, cell, tuple(needs), imported(imports))


def parameter(source, annotation, *, derived_from=(), imports="", comment=""):
    name, default = source.split(" = ", 1)
    return Parameter(name, annotation, default, tuple(derived_from), imported(imports), comment)


def step(name, *cells, kind="data", inputs=(), parameters=(), outputs=(), imports="", copies=(), **other):
    """`inputs` as `name: type <- step`, `outputs` as `name: type`; the type may be left out."""

    def split(text):
        variable, _, annotation = text.partition(":")
        return variable.strip(), annotation.strip() or "Any"

    read = [(split(each.partition("<-")[0]), each.partition("<-")[2].strip()) for each in inputs]
    out = [Output(*split(each)) for each in outputs]
    fragments = tuple(each if isinstance(each, Fragment) else fragment(each, cell=i) for i, each in enumerate(cells))
    settings = {
        "function": name,
        "cells": tuple(each.cell for each in fragments),
        "artifacts": tuple((each.name,) for each in out),
        "after": (),
        "definitions": (),
        "from_library": (),
        "preamble": (),
    } | other
    return Step(
        name=name,
        kind=StepKind(kind),
        inputs=tuple(Input(variable, source, annotation) for (variable, annotation), source in read),
        parameters=tuple(parameters),
        outputs=tuple(out),
        copies=tuple(InputCopy(tuple(names.split()), CopyMethod(how)) for names, how in copies),
        imports=imported(imports),
        body=fragments,
        **settings,
    )


def plan(*steps, name="churn", parameters=None, **other):
    """A plan around the steps; its twin has one cell for each."""
    taken = {each.name: each for one in steps for each in one.parameters}
    settings = {
        "notebook": "churn.ipynb",
        "notebook_digest": "0" * 64,
        "title": "Churn",
        "library": (),
        "library_imports": (),
        "future": (),
        "cells": tuple(CellRecord(c, f"id{c}", CellFate.STEP, one.name) for one in steps for c in one.cells),
        "twin": tuple(TwinCell("step", step=one.name) for one in steps),
        "twin_setup": "",
        "requirements": (),
        "uses_pyplot": False,
    } | other
    return PipelinePlan(
        name=name,
        parameters=tuple(taken.values()) if parameters is None else tuple(parameters),
        steps=steps,
        **settings,
    )


@pytest.fixture
def build():
    """Builders of plan values from source text."""
    return SimpleNamespace(
        fragment=fragment,
        imported=imported,
        definition=definition,
        parameter=parameter,
        step=step,
        plan=plan,
        replace=replace,
    )


@pytest.fixture
def write(tmp_path):
    """Emit a plan into a folder; return the folder of the package."""

    def write(a_plan):
        folder = tmp_path / a_plan.name
        for path, data in emit_package(a_plan, version="0.1.0", lock="").files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    return write


@pytest.fixture
def run(write, tmp_path):
    """Emit a plan and run its pipeline in a fresh process; return the outputs by step and name."""
    import pickle

    def run(a_plan, **parameters):
        folder = write(a_plan)
        code = (
            "import os, pickle, sys\n"
            f"from {a_plan.name}.parameters import Parameters\n"
            f"from {a_plan.name}.pipeline import run\n"
            f"sys.stdout.buffer.write(pickle.dumps(run(Parameters(**{parameters!r}))))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(folder / "src"), "MPLBACKEND": "Agg"},
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(done.stderr.decode())
        sys.path.insert(0, str(folder / "src"))
        try:
            return pickle.loads(done.stdout)  # noqa: S301  # written by the line above
        finally:
            sys.path.remove(str(folder / "src"))

    return run
