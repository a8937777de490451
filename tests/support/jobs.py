"""What a forked process does: run a notebook's cells in IPython, one step of a package, or a whole package."""

from __future__ import annotations

import asyncio
import importlib
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.values import shown_values


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out of a run."""

    #: Text of each value that has one.
    values: Mapping[str, str]
    #: Type of the error that stopped it; empty if none did.
    raised: str = ""
    message: str = ""
    #: Whether the case's own expression holds.
    holds: bool = True
    #: Step -> text of each of its outputs, when the run has ended.
    by_step: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepJob:
    """One step of a written package."""

    package: str
    #: `package.module:function`.
    function: str
    is_async: bool
    #: Argument -> the file that holds it.
    inputs: Mapping[str, str]
    parameters: tuple[str, ...]
    outputs: tuple[str, ...]
    #: File -> names of the outputs in it.
    artifacts: Mapping[str, tuple[str, ...]]


def run_cells(cells: Sequence[tuple[str, tuple[str, ...]]], names: Sequence[str], check: str) -> Ran:
    """Run cells (source, tags) as a kernel does, in one IPython shell and one task."""
    from IPython.core.interactiveshell import InteractiveShell

    class Shell(InteractiveShell):
        def enable_gui(self, gui: object = None) -> None:
            """No event loop of a window system."""

    sys.path[0:1] = [""]
    shell: Any = Shell.instance()
    shell.colors = "nocolor"
    shell.history_manager.enabled = False
    error = asyncio.run(_run_all(shell, cells))
    space: dict[str, object] = shell.user_ns
    values = shown_values({name: space[name] for name in names if name in space})
    if error is not None:
        return Ran(values, type(error).__name__, str(error))
    return Ran(values, holds=_holds(check, space))


async def _run_all(shell: Any, cells: Sequence[tuple[str, tuple[str, ...]]]) -> BaseException | None:
    for source, tags in cells:
        if not source.strip():
            continue
        transformed = shell.transform_cell(source)
        result = await shell.run_cell_async(source, store_history=True, transformed_cell=transformed)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        if error is not None and "raises-exception" not in tags:
            return error
    return None


def _holds(check: str, space: Mapping[str, object]) -> bool:
    import numpy
    import pandas

    return not check or bool(eval(check, {**space, "__np": numpy, "__pd": pandas}))  # noqa: S307  the case's own


def run_step(job: StepJob) -> Ran:
    """Call the step's function with what the files hold and store its outputs."""
    function = _imported(job.package, job.function)
    files = {path: pickle.loads(Path(path).read_bytes()) for path in set(job.inputs.values())}  # noqa: S301  our own
    defaults = importlib.import_module(job.function.partition(".")[0] + ".parameters").Parameters()
    arguments = {name: files[path][name] for name, path in job.inputs.items()}
    arguments |= {name: getattr(defaults, name) for name in job.parameters}
    returned = function(**arguments)
    if job.is_async:
        returned = asyncio.run(returned)
    outputs = (
        {job.outputs[0]: returned} if len(job.outputs) == 1 else dict(zip(job.outputs, returned or (), strict=True))
    )
    for path, names in job.artifacts.items():
        Path(path).write_bytes(pickle.dumps({name: outputs[name] for name in names}, protocol=5))
    return Ran(shown_values(outputs))


def run_pipeline(package: str, name: str) -> Ran:
    """Call the package's `run()`: all steps in this process; a later step's value counts."""
    outputs = _imported(package, f"{name}.pipeline:run")()
    by_step = {step: shown_values(values) for step, values in outputs.items()}
    return Ran({name: text for texts in by_step.values() for name, text in texts.items()}, by_step=by_step)


def _imported(package: str, qualified: str) -> Callable[..., Any]:
    sys.path[0:1] = [str(Path.cwd())]
    sys.path.insert(0, str(Path(package) / "src"))
    module, _, function = qualified.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found
