"""`tests/test_run_notebook.py`: the run notebook runs, and has the defaults of the package."""

from __future__ import annotations

TEST_RUN_NOTEBOOK = '''"""`notebooks/run.ipynb` runs from top to bottom: under nbval, or by nbclient without it."""

from __future__ import annotations

#LITERALS
import importlib.util
#JSON
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rehearsal import Rehearsal, data_folder

#PARAMETERS
PROJECT = Path(__file__).resolve().parent.parent


def test_run_notebook(rehearsal: Rehearsal) -> None:
    assert rehearsal.error is None, rehearsal.error
    command = next((command for module, command in COMMANDS.items() if importlib.util.find_spec(module)), None)
    if command is None or importlib.util.find_spec("ipykernel") is None:
        pytest.skip("neither nbval nor nbclient and a kernel are installed: pip install .[test]")
    with data_folder() as folder:
        notebook = folder / "run-under-test.ipynb"
        try:
            shutil.copyfile(PROJECT / "notebooks" / "run.ipynb", notebook)
            paths = [str(PROJECT / "src"), str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
            # A backend without windows would keep the figures of one cell open for the next.
            others = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
            environment = {**others, "PYTHONPATH": os.pathsep.join(paths)}
            done = subprocess.run(
                [sys.executable, *command, str(notebook)],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            notebook.unlink(missing_ok=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


COMMANDS = {
    "nbval": ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax", "--nbval-current-env", "--rootdir=."],
    "nbclient": [
        "-c",
        "import sys, nbclient, nbformat; nbclient.execute(nbformat.read(sys.argv[1], 4))",
    ],
}
'''

#: Behind the test of the run notebook of a pipeline that has parameters.
TEST_RUN_DEFAULTS = """

def test_run_notebook_has_the_defaults_of_the_package() -> None:
    notebook = json.loads((PROJECT / "notebooks" / "run.ipynb").read_text(encoding="utf-8"))
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    for statement in ast.parse("".join("".join([*cell["source"], "\\n"]) for cell in tagged)).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            try:
                value = ast.literal_eval(statement.value)
            except ValueError:
                continue
            assert value is ... or value == getattr(Parameters(), name), (
                f"run.ipynb has {name} = {value!r}, parameters.py another default: "
                "run `nb2pipe sync`, then export again"
            )
"""
