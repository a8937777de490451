"""The example notebook that comes with nb2pipe -> a copy that a user can play with."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

#: The folder of the copy.
FOLDER = "nb2pipe-example"
NOTEBOOK = "penguin_mass.ipynb"
_DATA = "penguins.csv"


def copy_example(directory: Path) -> Path:
    """Copy the example and its data into a new folder below the directory and return the notebook's path.

    A copy that is there already is somebody's work by now and stays as it is. Raises WorkspaceError.
    """
    from nb2pipe.model.files import FileTree
    from nb2pipe.workspace.trees import write_tree

    folder = directory / FOLDER
    if not (folder / NOTEBOOK).exists():
        source = resources.files("nb2pipe") / "example"
        write_tree(FileTree({name: (source / name).read_bytes() for name in (NOTEBOOK, _DATA)}), str(folder))
    return folder / NOTEBOOK
