"""`name=value` texts -> values of the types that a package's parameters are annotated with."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from nb2pipe.errors import UsageError
from nb2pipe.model.manifest import Manifest
from nb2pipe.runs.conversion import convert, read_back
from nb2pipe.runs.inside.plain import in_json


def parse_overrides(manifest: Manifest, assignments: Sequence[str]) -> dict[str, object]:
    """Values by parameter name; raises UsageError for an unknown name or a text that is no such value."""
    annotations = {parameter.name: parameter.annotation for parameter in manifest.parameters}
    values: dict[str, object] = {}
    for assignment in assignments:
        name, separator, text = assignment.partition("=")
        name = name.strip().replace("-", "_")
        if not separator:
            raise UsageError(f"parameter {assignment!r}: expected NAME=VALUE, such as {_example(manifest)}")
        check_names(manifest, {name: text})
        try:
            values[name] = convert(text, annotations[name])
        except ValueError as error:
            way_out = _way_out(name, text, annotations[name])
            raise UsageError(f"parameter {name}: {text!r} is no {annotations[name]}: {error}{way_out}") from error
    return values


def check_for_notebook(manifest: Manifest, overrides: Mapping[str, object]) -> None:
    """Raise UsageError for a value that papermill cannot give a notebook, and that no type hint lets this read back."""
    annotations = {parameter.name: parameter.annotation for parameter in manifest.parameters}
    for name, value in overrides.items():
        if not _is_read_back(value, annotations[name]):
            raise UsageError(
                f"parameter {name}: the run notebook can't be given {value!r}, only what JSON can hold; "
                f"a type hint for `{name}` in the parameters cell allows tuples, sets and dates"
            )


def _is_read_back(value: object, annotation: str) -> bool:
    if value != value:  # not a number
        return True
    try:
        return read_back(in_json(value), annotation) == value
    except ValueError:
        return False


def _way_out(name: str, text: str, annotation: str) -> str:
    """What allows a fraction where the notebook has a whole number."""
    try:
        float(text)
    except ValueError:
        return ""
    return f"; `{name}: float = ...` in the parameters cell allows fractions" if annotation == "int" else ""


def check_names(manifest: Manifest, overrides: Mapping[str, object]) -> None:
    """Raise UsageError, with a suggestion, if a name is not that of a parameter."""
    known = [parameter.name for parameter in manifest.parameters]
    for name in overrides:
        if name not in known:
            raise UsageError(f"no parameter {name!r} in {manifest.name}; {_known(known)}{_suggestion(name, known)}")


def _known(names: Sequence[str]) -> str:
    return f"known: {', '.join(sorted(names))}." if names else "it has none: tag the cell that sets it `parameters`."


def _suggestion(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _example(manifest: Manifest) -> str:
    return next((f"{parameter.name}={parameter.default}" for parameter in manifest.parameters), "alpha=0.5")
