"""The package's run notebook, executed by papermill -> the executed notebook and a page to look at."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pipe.errors import WorkspaceError
from nb2pipe.runs.environment import package_environment
from nb2pipe.runs.family import family
from nb2pipe.runs.inside.plain import in_json
from nb2pipe.runs.jupyter import fast_imports, kernel_for, kernel_of_interpreter, manager_with, read_document
from nb2pipe.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class TwinRun:
    """What an execution of the run notebook left behind."""

    notebook: Path
    #: None where nbconvert is not installed.
    page: Path | None
    #: The cell that failed, and how; empty if none did.
    error: str = ""


def run_twin(
    package: Path,
    *,
    root: Path,
    folder: Path,
    overrides: Mapping[str, object],
    hash_seed: int = 0,
    python: str = sys.executable,
) -> TwinRun:
    """Execute `notebooks/run.ipynb` of a package in the root folder; write `run.ipynb` and `run.html` to the folder.

    It runs in the kernel of the interpreter that the steps run in, if that has one.

    If a cell fails, the notebook is written up to that cell.
    """
    source, target = package / "notebooks" / "run.ipynb", folder / "run.ipynb"
    kernel = kernel_of_interpreter(python) or kernel_for(read_document(source))
    with fast_imports():
        import papermill
        from nbclient.exceptions import DeadKernelError
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            family(os.environ) as members,
            scratch_folder() as scratch,
            _without_warnings_of_papermill(),
        ):
            environment = package_environment(
                members.environment, package=package.resolve(), root=root.resolve(), hash_seed=hash_seed
            )
            papermill.execute_notebook(
                str(source),
                str(target),
                parameters={name: in_json(value) for name, value in overrides.items()},
                kernel_name=kernel.name,
                language="python",
                cwd=str(root),
                progress_bar=False,
                # Saving after each cell makes a notebook of 100 cells take 5 s instead of 2.
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                kernel_manager_class=manager_with(environment, scratch=scratch),
            )
            members.release()
    except papermill.PapermillExecutionError as error:
        # papermill has put two cells with words about the error before the one that failed.
        failure = f"{target.name}, cell {error.cell_index + 2}: {error.ename}: {error.evalue}"
        return TwinRun(target, _write_page(target, folder), failure)
    except DeadKernelError:
        return TwinRun(target, _write_page(target, folder), f"{target.name}: the kernel died; was there enough memory?")
    except OSError as error:
        raise WorkspaceError(f"{folder}: can't be written: {error.strerror}") from error
    return TwinRun(target, _write_page(target, folder))


@contextmanager
def _without_warnings_of_papermill() -> Iterator[None]:
    """It takes a parameter for unknown where its default is a call with keywords; the names are known to be right."""
    logger = logging.getLogger("papermill")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _write_page(notebook: Path, folder: Path) -> Path | None:
    try:
        with fast_imports():
            from nbconvert import HTMLExporter
    except ImportError:
        return None
    exporter: Any = HTMLExporter
    text, _ = exporter().from_filename(str(notebook))
    page = folder / "run.html"
    page.write_text(text, encoding="utf-8")
    return page
