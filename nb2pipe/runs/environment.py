"""The environment variables that steps and kernels start with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def step_environment(base: Mapping[str, str], *, package: Path, root: Path, hash_seed: int) -> dict[str, str]:
    """Variables for a step's process and for the processes that it starts itself."""
    return {
        **package_environment(base, package=package, root=root, hash_seed=hash_seed),
        "MPLBACKEND": _backend(base.get("MPLBACKEND", "")),
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def package_environment(base: Mapping[str, str], *, package: Path, root: Path, hash_seed: int) -> dict[str, str]:
    """Variables for a kernel that imports the package."""
    paths = [str(package / "src"), str(root), *filter(None, [base.get("PYTHONPATH")])]
    return {**notebook_environment(base, hash_seed=hash_seed), "PYTHONPATH": os.pathsep.join(paths)}


def notebook_environment(base: Mapping[str, str], *, hash_seed: int) -> dict[str, str]:
    """Variables for a notebook's kernel, whose figures are Jupyter's: each is through when its cell is."""
    jupyters = {name: value for name, value in base.items() if name != "MPLBACKEND" or _is_of_a_kernel(value)}
    return {**jupyters, "PYTHONHASHSEED": str(hash_seed)}


def _is_of_a_kernel(backend: str) -> bool:
    return backend.startswith("module://")


def _backend(asked: str) -> str:
    """Where nobody looks at figures, one that needs no screen."""
    return asked if asked and not _is_of_a_kernel(asked) else "Agg"
