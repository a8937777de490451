"""Import roots -> what a kernel's environment has of them: distributions, versions, Python.

Another interpreter than ours runs this file by its path, so it imports nothing of nb2pipe.
"""

from __future__ import annotations

import contextlib
import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from typing import TypedDict

_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r";.*\bextra\s*==\s*['\"]([^'\"]+)['\"]")


#: The oldest Python in which packages run.
OLDEST = (3, 10)


class Environment(TypedDict):
    """What an interpreter has installed for some imports."""

    #: Version of Python.
    python: str
    #: Import root -> distributions that provide it.
    providers: dict[str, list[str]]
    #: Distribution -> version, of the providers and all that they need.
    pins: dict[str, str]
    #: Distribution -> `git+URL@COMMIT`, for those that come from a repository.
    repositories: dict[str, str]
    #: Distributions that were installed from a folder.
    folders: list[str]


def read_environment(roots: Iterable[str], *, modules: Iterable[str] = (), python: str = sys.executable) -> Environment:
    """Ask the interpreter for the distributions that provide these imports, and for all that they need.

    A root that no installed distribution provides has no provider: a module beside the notebook, or a missing one.
    Where several distributions share a root, as `google` is, the dotted names in `modules` tell which are meant.
    Raises RunError for an interpreter that is gone, or too old for what a package says.
    """
    wanted = sorted({*roots, *(name for name in modules if "." in name)})
    if python == sys.executable:
        return _environment(wanted)
    command = [python, "-I", "-X", "utf8", __file__, *wanted]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except OSError as error:
        raise _run_error(f"the kernel's Python is not there: {python}: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip().rpartition("\n")[2]
        raise _run_error(f"the kernel's Python does not say what it has installed: {python}: {reason}") from error
    found: Environment = json.loads(done.stdout)
    if tuple(map(int, found["python"].split(".")[:2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise _run_error(
            f"the kernel has Python {found['python']}, and packages need {oldest} or later: {python}; "
            "install ipykernel for a later Python, and choose its kernel in the notebook"
        )
    return found


def _run_error(message: str) -> Exception:
    from nb2pipe.errors import RunError

    return RunError(message)


def _environment(names: list[str]) -> Environment:
    """For import roots, and dotted names of modules or members of modules."""
    providers = _providers([name for name in names if "." not in name])
    for root, several in providers.items():
        below = [name for name in names if name.startswith(f"{root}.")]
        if len(several) > 1 and below:
            providers[root] = {one for name in below for one in _owners(name, several)} or several
    found: Environment = {
        "python": platform.python_version(),
        "providers": {root: sorted(names) for root, names in sorted(providers.items())},
        "pins": {},
        "repositories": {},
        "folders": [],
    }
    todo: list[tuple[str, str]] = sorted({(name, "") for names in providers.values() for name in names})
    seen: set[tuple[str, str]] = set()
    while todo:
        name, extras = todo.pop()
        key = (_normalized(name), extras)
        if key in seen:
            continue
        seen.add(key)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # Needed on another platform or Python only.
            continue
        _pin(found, distribution)
        todo += _needed(distribution.requires or [], frozenset(extras.split(",")))
    found["pins"] = dict(sorted(found["pins"].items(), key=lambda pin: _normalized(pin[0])))
    return found


def _providers(roots: list[str]) -> dict[str, set[str]]:
    """Distributions by import root, found in the lists of installed files."""
    if not roots:
        return {}
    names = "|".join(map(re.escape, roots))
    installed = re.compile(rf"^({names})(?:/|\.pyi?,|\.[\w-]+\.(?:so|pyd),)", re.MULTILINE)
    declared = re.compile(rf"^({names})\s*$", re.MULTILINE)
    found: dict[str, set[str]] = {}
    for distribution in metadata.distributions():
        hits = set(installed.findall(distribution.read_text("RECORD") or ""))
        hits |= set(declared.findall(distribution.read_text("top_level.txt") or ""))
        for root in hits:
            found.setdefault(root, set()).add(distribution.metadata["Name"])
    for root in set(roots) - found.keys():
        # One that is installed from a folder, editable, lists no files of its own.
        with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
            found[root] = {metadata.distribution(root).metadata["Name"]}
    return found


def _owners(name: str, distributions: set[str]) -> set[str]:
    """Those of the distributions that have a module of that name, or else the nearest package above it."""
    records = {each: metadata.distribution(each).read_text("RECORD") or "" for each in distributions}
    parts = name.split(".")
    for length in range(len(parts), 1, -1):
        path = re.escape("/".join(parts[:length]))
        installed = re.compile(rf"^{path}(?:/|\.pyi?,|\.[\w-]+\.(?:so|pyd),)", re.MULTILINE)
        if found := {each for each, record in records.items() if installed.search(record)}:
            return found
    return set()


def _pin(found: Environment, distribution: metadata.Distribution) -> None:
    name = distribution.metadata["Name"]
    found["pins"][name] = distribution.version
    source = json.loads(distribution.read_text("direct_url.json") or "{}")
    if "vcs_info" in source:
        vcs = source["vcs_info"]
        address = f"{vcs['vcs']}+{source['url']}@{vcs.get('commit_id', '')}"
        found["repositories"][name] = address.rstrip("@")
    elif "dir_info" in source:
        found["folders"].append(name)


def _needed(requirements: Iterable[str], extras: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Names and extras of the requirements that count: those without an extra, and those of a chosen one."""
    for text in requirements:
        extra = _EXTRA.search(text)
        name = _NAME.match(text)
        if name and (extra is None or extra[1] in extras):
            yield name[1], ",".join(sorted(re.split(r"\s*,\s*", name[2].strip()))) if name[2] else ""


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_environment(sys.argv[1:])))
