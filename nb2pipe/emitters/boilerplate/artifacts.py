"""`src/NAME/artifacts.py`: a step's outputs on disk, and the plain values among them."""

ARTIFACTS = '''"""Outputs of a step -> files, and the plain values among them."""

from __future__ import annotations

import hashlib
import json
import math
import os
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PACKAGE.pipeline import Step

_LONGEST_NAME = 80
_LONGEST_TEXT = 1000


def save(folder: Path, step: Step, outputs: Mapping[str, Any]) -> list[Path]:
    """Pickle the outputs below `folder/artifacts`; those that may share objects in one file."""
    files = []
    for group, stem in file_stems(step.artifacts()).items():
        file = folder / "artifacts" / step.name / f"{stem}.pkl"
        write(file, pickle.dumps({name: outputs[name] for name in group}))
        files.append(file)
    return files


def file_stems(groups: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The names of each group joined by `+`, with a digest where a file system cannot hold it."""
    taken: set[str] = set()
    stems = {}
    for names in groups:
        stem = "+".join(names)
        # Some file systems do not tell `X` from `x`.
        if len(os.fsencode(stem)) > _LONGEST_NAME or stem.casefold() in taken:
            digest = hashlib.sha256(stem.encode()).hexdigest()[:12]
            readable = stem.encode("ascii", "replace").decode().replace("?", "_")
            stem = f"{readable[: _LONGEST_NAME - 13]}-{digest}"
        taken.add(stem.casefold())
        stems[names] = stem
    return stems


def save_results(folder: Path, results: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write the plain values of all steps to `results.json`."""
    plain = {step: scalars(outputs) for step, outputs in results.items()}
    file = folder / "results.json"
    write(file, (json.dumps(plain, indent=2, ensure_ascii=False) + "\\n").encode())
    return file


def scalars(outputs: Mapping[str, Any]) -> dict[str, float | int | str | bool]:
    """The outputs that are numbers, strings or booleans, numpy's included; nan and inf as text."""
    found: dict[str, float | int | str | bool] = {}
    for name, value in outputs.items():
        plain = value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value
        if isinstance(plain, float) and not math.isfinite(plain):
            found[name] = str(plain)
        elif isinstance(plain, str):
            if len(plain) <= _LONGEST_TEXT:
                found[name] = plain
        elif isinstance(plain, (bool, int, float)):
            found[name] = plain
    return found


def write(file: Path, data: bytes) -> None:
    """Write the whole file or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        partial.write_bytes(data)
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)
'''
