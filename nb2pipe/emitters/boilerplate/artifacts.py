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


def forget(folder: Path, steps: Sequence[Step]) -> None:
    """Remove what an earlier run has left: results of two runs are never beside each other."""
    results = folder / "results.json"
    for name in {*(step.name for step in steps), *_steps_in(results)}:
        for file in (folder / "artifacts" / name).glob("*.pkl"):
            file.unlink()
    results.unlink(missing_ok=True)


def _steps_in(results: Path) -> list[str]:
    """The steps of an earlier run, which may have had others."""
    try:
        found = json.loads(results.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in found if str(name).isidentifier()] if isinstance(found, dict) else []


def save(folder: Path, step: Step, outputs: Mapping[str, Any]) -> dict[str, str]:
    """Pickle the outputs below `folder/artifacts`; those that may share objects in one file.

    Returns the outputs that cannot be pickled, and why. Later steps get them all the same, in
    this process.
    """
    refused: dict[str, str] = {}
    for group, stem in file_stems(step.artifacts()).items():
        values = {name: outputs[name] for name in group}
        try:
            data = pickle.dumps(values)
        except Exception:  # noqa: BLE001  # objects refuse in their own ways
            reasons = {name: _refusal(value) for name, value in values.items()}
            refused |= {name: reason for name, reason in reasons.items() if reason}
            data = pickle.dumps({name: value for name, value in values.items() if name not in refused})
        if any(name not in refused for name in group):
            write(folder / "artifacts" / step.name / f"{stem}.pkl", data)
    return refused


def _refusal(value: Any) -> str:
    """Why the value cannot be pickled; empty if it can."""
    try:
        pickle.dumps(value)
    except Exception as error:  # noqa: BLE001  # as above
        return f"{type(error).__name__}: {error}"
    return ""


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
        # The class is asked: instances of some answer to any name, or raise what they like.
        is_array = hasattr(type(value), "ndim") and hasattr(type(value), "item")
        plain = value.item() if is_array and value.ndim == 0 else value
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
