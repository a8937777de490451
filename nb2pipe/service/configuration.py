"""`[tool.nb2pipe]` of the `pyproject.toml` above a notebook -> Configuration.

[tool.nb2pipe]
select = ["NB1", "NB5"]                       # nothing else is applied
extend-select = ["late-import"]               # these too, though they are off by default
ignore = ["execution-gap"]
fail-on = "warning"                           # error, warning, info or never
per-notebook-ignores = { "drafts/*" = ["NB3"] }
severity = { NB301 = "error" }
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from nb2pipe.errors import UsageError
from nb2pipe.model.findings import Severity

_KEYS = ("select", "extend-select", "ignore", "fail-on", "per-notebook-ignores", "severity")
#: `fail-on` of a project that only wants to be told.
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a project wants of `check` and `fix`."""

    #: Its file; empty where there is none.
    path: str = ""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    #: A severity or `never`; None if it does not say.
    fail_on: str | None = None
    #: Glob of a path relative to the file -> rules.
    per_notebook_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Rule -> the severity that its findings get.
    severity: Mapping[str, Severity] = field(default_factory=dict)

    def ignores_for(self, notebook: str) -> tuple[str, ...]:
        """Rules that are left out for a notebook."""
        absolute = Path(notebook).absolute()
        folder = Path(self.path).parent.absolute()
        relative = absolute.relative_to(folder).as_posix() if absolute.is_relative_to(folder) else absolute.as_posix()
        own = (rules for glob, rules in self.per_notebook_ignores.items() if fnmatch(relative, glob))
        return (*self.ignore, *(rule for rules in own for rule in rules))


def configuration_of(source: object, path: str) -> Configuration:
    """The configuration for a notebook that is a file or standard input; none for one in memory."""
    return find_configuration(path) if isinstance(source, (str, os.PathLike)) else Configuration()


def find_configuration(notebook: str) -> Configuration:
    """The nearest `pyproject.toml` above the notebook that has the table; raises UsageError for a wrong one."""
    for folder in Path(notebook).absolute().parents:
        found = _load(folder / "pyproject.toml")
        if found is not None:
            return found
    return Configuration()


def _load(path: Path) -> Configuration | None:
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return None


@lru_cache(maxsize=64)
def _read(path: Path, *_state: int) -> Configuration | None:
    """Read a file again when it has changed."""
    import tomllib

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this is no TOML: {error}") from None
    tools = document.get("tool")
    table = tools.get("nb2pipe") if isinstance(tools, dict) else None
    return None if table is None else _read_table(str(path), table)


def _read_table(path: str, table: object) -> Configuration:
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [tool.nb2pipe] is no table")
    for key in table:
        if key not in _KEYS:
            import difflib

            close = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(_KEYS)}"
            raise UsageError(f"{path}: [tool.nb2pipe] has no key '{key}'{hint}")
    return Configuration(
        path=path,
        select=_rules(path, "select", table.get("select", [])),
        extend_select=_rules(path, "extend-select", table.get("extend-select", [])),
        ignore=_rules(path, "ignore", table.get("ignore", [])),
        fail_on=_one_of(path, "fail-on", table["fail-on"], (*Severity, NEVER)) if "fail-on" in table else None,
        per_notebook_ignores={
            glob: _rules(path, f"per-notebook-ignores.'{glob}'", rules)
            for glob, rules in _table(path, "per-notebook-ignores", table.get("per-notebook-ignores", {})).items()
        },
        severity={
            _rule(path, "severity", rule): Severity(_one_of(path, f"severity.{rule}", value, tuple(Severity)))
            for rule, value in _table(path, "severity", table.get("severity", {})).items()
        },
    )


def _rules(path: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{path}: [tool.nb2pipe] {key} is no list of rules")
    return tuple(_rule(path, key, rule) for rule in value)


def _rule(path: str, key: str, rule: str) -> str:
    from nb2pipe.hazards import check_selector

    try:
        check_selector(rule)
    except UsageError as error:
        raise UsageError(f"{path}: [tool.nb2pipe] {key}: {error}") from None
    return rule


def _table(path: str, key: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{path}: [tool.nb2pipe] {key} is no table")
    return value


def _one_of(path: str, key: str, value: object, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise UsageError(f"{path}: [tool.nb2pipe] {key} is {value!r}; known: {', '.join(known)}")
    return value
