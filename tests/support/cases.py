"""tests/cases/*.py -> values: the header and the cells (see tests/cases/README.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "cases"
_HEADER = re.compile(r"^# (expect|result|check|raises): ?(.*)$", re.MULTILINE)
_CELL = re.compile(r'^# %%(?: (\{"tags": .*\}))?$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CaseCell:
    """The source of a cell and its tags."""

    source: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A small notebook and what its conversion must give."""

    name: str
    may_be_equal: bool
    may_be_refused: bool
    #: Names whose final values are compared.
    results: tuple[str, ...]
    #: An expression over the final names that is true; empty where there is none.
    check: str
    #: Errors one of which stops the notebook; empty where it runs to its end.
    raises: tuple[str, ...]
    cells: tuple[CaseCell, ...]


def case_paths() -> list[Path]:
    """All cases, by name."""
    return sorted(CASES.glob("*.py"))


def read_case(path: Path) -> Case:
    """Read one case."""
    head, *parts = _CELL.split(path.read_text())
    header = {key: value.strip() for key, value in _HEADER.findall(head)}
    expect = header["expect"]
    return Case(
        name=path.stem,
        may_be_equal=expect.startswith("equal"),
        may_be_refused="refused " in expect,
        results=tuple(name.strip() for name in header.get("result", "").split(",") if name.strip()),
        check=header.get("check", ""),
        raises=tuple(header["raises"].split(" or ")) if "raises" in header else (),
        cells=_cells(parts[0::2], parts[1::2]),
    )


def _cells(settings: Sequence[str | None], sources: Sequence[str]) -> tuple[CaseCell, ...]:
    cells: list[CaseCell] = []
    steps = 0
    for setting, source in zip(settings, sources, strict=True):
        if setting is None:
            tags: tuple[str, ...] = (f"step:data:s{steps}",)
            steps += 1
        else:
            tags = tuple(json.loads(setting)["tags"])
        cells.append(CaseCell(source.strip("\n"), tags))
    return tuple(cells)
