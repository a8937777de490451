"""Outputs <-> artifact files: each a pickled dict of the outputs that may share objects."""

from __future__ import annotations

import os
import pickle
from collections.abc import Collection, Mapping
from typing import Any

from .culprits import find_culprit
from .library_functions import LibraryPickler


class UnpicklableError(Exception):
    """An output can't be stored, because pickle can't store a part of it."""


class UnreadableError(Exception):
    """An artifact can't be read back."""


def dump(values: Mapping[str, object], path: str) -> None:
    """Store the values in one file, whole or not at all."""
    partial = f"{path}.{os.getpid()}.partial"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    try:
        _write(values, partial)
        os.replace(partial, path)
    except OSError as error:
        _remove(partial)
        if error.errno is None or error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, path) from error
    except Exception as error:
        _remove(partial)
        raise UnpicklableError(_explanation(values, error)) from error


def dump_what_can_be(values: Mapping[str, object], path: str, spare: Collection[str]) -> dict[str, str]:
    """Store the values but for those of `spare` that pickle can't store; return these with the reason."""
    try:
        dump(values, path)
    except UnpicklableError:
        left_out = {name: reason for name in spare if (reason := _why_not(name, values[name]))}
        if not left_out:
            raise
        kept = {name: value for name, value in values.items() if name not in left_out}
        if kept:
            dump(kept, path)
        return left_out
    return {}


def load(path: str) -> dict[str, Any]:
    """The values of one artifact."""
    try:
        with open(path, "rb") as file:
            values: dict[str, Any] = pickle.load(file)  # noqa: S301  our own file
    except Exception as error:
        names = os.path.basename(path)
        raise UnreadableError(f"the stored {names} can't be read back: {type(error).__name__}: {error}") from error
    return values


def publish(path: str, data: bytes) -> None:
    """Write a file, whole or not at all."""
    partial = f"{path}.{os.getpid()}.partial"
    with open(partial, "wb") as file:
        file.write(data)
    os.replace(partial, path)


def _write(values: Mapping[str, object], path: str) -> None:
    for pickler in (pickle.Pickler, LibraryPickler):
        try:
            with open(path, "wb") as file:
                pickler(file, protocol=5).dump(values)
        except OSError:
            raise
        except Exception:
            if pickler is LibraryPickler:
                raise
        else:
            return


def _why_not(name: str, value: object) -> str:
    """Why pickle can't store the value; empty if it can."""
    try:
        _write({name: value}, os.devnull)
    except Exception as error:  # noqa: BLE001  objects refuse in their own ways
        return _explanation({name: value}, error)
    return ""


def _explanation(values: Mapping[str, object], error: Exception) -> str:
    for name, value in values.items():
        culprit = find_culprit(value, name)
        if culprit is not None:
            where = "it" if culprit.path == name else culprit.path
            return f"output {name!r} can't be stored: {where} is {culprit.what}, and pickle says: {culprit.reason}"
    return f"outputs {', '.join(values)} can't be stored: {type(error).__name__}: {error}"


def _remove(path: str) -> None:
    if os.path.exists(path):
        os.remove(path)
