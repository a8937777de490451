"""Import roots -> the text of `requirements.lock`: the versions that an interpreter has installed.

Another interpreter than ours runs this file by its path, so it imports nothing of nb2pipe.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def lock_requirements(roots: Iterable[str], *, python: str = sys.executable) -> str:
    """Pin the distributions that provide these imports, and all that they need, one sorted line each.

    A root that no installed distribution provides is left out: a module beside the notebook, or a missing one.
    """
    if python == sys.executable:
        return _pins(roots)
    done = subprocess.run([python, __file__, *roots], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else _pins(roots)


def _pins(roots: Iterable[str]) -> str:
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


if __name__ == "__main__":
    sys.stdout.write(_pins(sys.argv[1:]))
