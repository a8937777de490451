"""Import roots -> the text of `requirements.lock`: the versions installed here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def lock_requirements(roots: Iterable[str]) -> str:
    """Pin the distributions that provide these imports, and all that they need, one sorted line each.

    A root that no installed distribution provides is left out: a module beside the notebook, or a missing one.
    """
    providers = metadata.packages_distributions()
    pins: dict[str, str] = {}
    todo = sorted({name for root in roots for name in providers.get(root, [])})
    while todo:
        name = todo.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in pins:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # Needed on another platform or Python only.
            continue
        pins[key] = f"{distribution.name}=={distribution.version}"
        todo += _needed_names(distribution.requires or [])
    return "".join(f"{pins[key]}\n" for key in sorted(pins))


def _needed_names(requirements: Iterable[str]) -> list[str]:
    """Names of the requirements that stand without an extra."""
    plain = (text for text in requirements if not re.search(r";.*\bextra\b", text))
    return [match.group() for match in map(_NAME.match, plain) if match]
