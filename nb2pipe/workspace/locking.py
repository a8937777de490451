"""Environment -> the text of `requirements.lock`, with the hashes that `uv` knows where it can be asked."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from nb2pipe.workspace.versions import Environment

#: Seconds that asking for hashes may take; the lock is complete without them.
_PATIENCE = 20
_HASH = "--hash="


def lock_requirements(environment: Environment, *, earlier: str = "", wants_hashes: bool = True) -> str:
    """Pin everything, one sorted entry each.

    A lock of the same pins that has hashes already (`earlier`, or one in the user's cache) is taken as it is, so that
    the same environment gives the same bytes and nobody is asked twice. `wants_hashes` allows to ask.
    """
    if not environment["pins"]:
        return ""
    plain = _plain(environment)
    entries = _entries(environment)
    if _HASH in earlier and _pins(earlier) == _pins(plain):
        return earlier
    if not wants_hashes or environment["folders"] or any(" @ " in entry for entry in entries):
        return plain
    hashed = _hashed(entries, environment["python"])
    return plain if hashed is None or _pins(hashed) != _pins(plain) else _header(environment, is_hashed=True) + hashed


def _plain(environment: Environment) -> str:
    missing = [
        f"# {name}=={environment['pins'][name]} was installed from a folder: no index has it\n"
        for name in sorted(environment["folders"])
    ]
    return _header(environment, is_hashed=False) + "".join([*missing, *(f"{each}\n" for each in _entries(environment))])


def _entries(environment: Environment) -> list[str]:
    repositories = environment["repositories"]
    return [
        f"{name} @ {repositories[name]}" if name in repositories else f"{name}=={version}"
        for name, version in environment["pins"].items()
        if name not in environment["folders"]
    ]


def _header(environment: Environment, *, is_hashed: bool) -> str:
    first = (
        f"# What the notebook's kernel has of its imports, and all that they need: Python {environment['python']}.\n"
    )
    return first if is_hashed else f"{first}# Without hashes: an export adds them where uv can be asked.\n"


def _pins(lock: str) -> list[str]:
    return sorted(
        re.sub(r"[-_.]+", "-", name).lower() + "==" + version
        for name, version in re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s\\;]+)", lock, flags=re.MULTILINE)
    )


def _hashed(entries: list[str], python: str) -> str | None:
    """The pins with the hashes of all files of each release; None if nobody can tell."""
    text = "".join(f"{entry}\n" for entry in entries)
    cached = _cache_folder() / f"{hashlib.sha256((python + text).encode()).hexdigest()}.txt"
    try:
        return cached.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        pass
    found = _ask_uv(text, python)
    if found is not None:
        _remember(cached, found)
    return found


def _ask_uv(text: str, python: str) -> str | None:
    uv = _find_uv()
    if uv is None:
        return None
    version = ".".join(python.split(".")[:2])
    command = [uv, "pip", "compile", "-", "--quiet", "--no-deps", "--generate-hashes", "--no-header"]
    command += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--python-version", version]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, timeout=_PATIENCE, check=False, encoding="utf-8"
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and _HASH in done.stdout else None


def _find_uv() -> str | None:
    beside = Path(sys.executable).parent / ("uv.exe" if os.name == "nt" else "uv")
    return shutil.which("uv") or (str(beside) if beside.is_file() else None)


def _cache_folder() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "nb2pipe" / "locks"


def _remember(cached: Path, text: str) -> None:
    from nb2pipe.errors import WorkspaceError
    from nb2pipe.workspace.files import write_bytes

    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(str(cached), text.encode())
    except (OSError, WorkspaceError):
        # A cache that cannot be written costs time, nothing else.
        return
