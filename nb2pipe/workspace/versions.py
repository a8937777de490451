"""Import roots -> the distributions that provide them here, and their versions."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata


def installed_versions(roots: Iterable[str]) -> dict[str, str]:
    """Distribution name -> installed version for each import root; a root that is not installed is left out."""
    providers = metadata.packages_distributions()
    names = sorted({name for root in roots for name in providers.get(root, [])}, key=str.lower)
    return {name: metadata.version(name) for name in names}
