"""A notebook's file name -> a name that a Python package can have."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from collections.abc import Collection
from pathlib import PurePath, PureWindowsPath

from nb2pipe.errors import UsageError

#: Letters of a package's name: tools make names of files from it, of which systems allow 255.
_LONGEST = 100
_VALID = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*\Z")
#: What Unicode's decomposition leaves whole.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})
#: A package of this name would hide what nearly every notebook imports, or what its own layout holds.
_TAKEN = frozenset(
    {"nb2pipe", "notebooks", "site", "src", "test", "tests"}
    | {"IPython", "click", "ipykernel", "jupyter", "nbformat", "notebook", "papermill", "pip", "pytest", "setuptools"}
    | {"bokeh", "matplotlib", "plotly", "seaborn", "dask", "numpy", "pandas", "polars", "pyarrow", "scipy", "requests"}
    | {"catboost", "joblib", "keras", "lightgbm", "mlflow", "nltk", "sklearn", "spacy", "statsmodels", "tensorflow"}
    | {"torch", "torchvision", "transformers", "xgboost"}
    # Windows can make no folder of these names.
    | {"aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


def default_package_name(notebook_path: str, taken: Collection[str] = ()) -> str:
    """Make a valid name from the notebook's file name that hides no module of Python or of `taken`."""
    path = PureWindowsPath(notebook_path) if "\\" in notebook_path else PurePath(notebook_path)
    stem = path.name.removesuffix(".ipynb")
    lowered = unicodedata.normalize("NFKD", stem.lower().translate(_LETTERS))
    name = re.sub(r"[^a-z0-9]+", "_", lowered.encode("ascii", "ignore").decode()).strip("_") or "pipeline"
    name = name[:_LONGEST].rstrip("_")
    if name[0].isdigit():
        name = f"notebook_{name}"
    while _hides_another(name, taken):
        name += "_pipeline"
    return name


def checked_package_name(name: str, taken: Collection[str] = ()) -> str:
    """The name that the user asked for, hyphens turned into underscores; raises UsageError if it cannot be."""
    wanted = name.replace("-", "_")
    if len(wanted) > _LONGEST:
        raise UsageError(f"a name of {len(wanted)} letters is too long; at most {_LONGEST} are taken")
    if not _VALID.match(wanted):
        better = default_package_name(name, taken)
        raise UsageError(f"'{name}' is no name for a Python package", options=f"try --name {better}")
    if _hides_another(wanted, taken):
        raise UsageError(
            f"a package named '{wanted}' would hide Python's or another one",
            options=f"try --name {default_package_name(wanted, taken)}",
        )
    return wanted


def _hides_another(name: str, taken: Collection[str]) -> bool:
    return (
        keyword.iskeyword(name)
        or keyword.issoftkeyword(name)
        or name in sys.stdlib_module_names
        or name in _TAKEN
        or name.lower() in _TAKEN
        or name in taken
    )
