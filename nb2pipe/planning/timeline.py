"""For each name, who bound or changed it, in document order: which version a cell sees."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from nb2pipe.model.accesses import BindingKind, Write, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import CellType
from nb2pipe.model.plan import GENERATOR_STATES


def is_value(name: str) -> bool:
    """Whether the name can be handed from step to step: a variable, or the state of a generator."""
    return not is_pseudo(name) or name in GENERATOR_STATES


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a name: the cell that made it, and how."""

    cell: int
    #: None where the cell deleted the name.
    write: Write | None


class Timeline:
    """All versions of all names."""

    def __init__(self, analysis: Analysis) -> None:
        self._versions: defaultdict[VarName, list[Version]] = defaultdict(list)
        for facts in analysis.cells:
            if facts.type is not CellType.CODE:
                continue
            for name, write in facts.writes.items():
                if not _only_lends(facts, name):
                    self._versions[name].append(Version(facts.index, write))
            for name in facts.deletes:
                if name not in facts.writes:
                    self._versions[name].append(Version(facts.index, None))

    def names(self) -> tuple[VarName, ...]:
        """All names that any cell binds or changes, sorted."""
        return tuple(sorted(self._versions))

    def before(self, name: str, cell: int) -> Version | None:
        """The version that a cell finds when it begins; None if nothing above bound the name."""
        versions = self._versions.get(VarName(name), [])
        position = bisect_left([version.cell for version in versions], cell)
        found = versions[position - 1] if position else None
        return found if found is not None and found.write is not None else None

    def after(self, name: str, cell: int) -> Version | None:
        """The version that a cell leaves."""
        return self.before(name, cell + 1)

    def bound_outside(self, name: str, cell: int, changers: Collection[int]) -> Version | None:
        """The version that a cell finds, before any changes in place that these cells made to it."""
        version = self.before(name, cell)
        while version is not None and version.cell in changers and version.write is not None:
            if version.write.kind is WriteKind.BIND:
                break
            version = self.before(name, version.cell)
        return version

    def is_same_value(self, name: str, cell: int, later: int) -> bool:
        """Whether the name stands for the same, unchanged, after both cells: other names may share it by then."""
        between = [v for v in self._versions.get(VarName(name), ()) if cell < v.cell <= later]
        return all(v.write is not None and v.write.kind is WriteKind.JOIN for v in between)

    def last(self, name: str) -> Version | None:
        """The version that the notebook ends with."""
        versions = self._versions.get(VarName(name))
        return versions[-1] if versions and versions[-1].write is not None else None

    def all(self, name: str) -> tuple[Version, ...]:
        """All versions of a name, oldest first."""
        return tuple(self._versions.get(VarName(name), ()))

    def value_before(self, name: str, cell: int) -> Version | None:
        """As `before`, for names that are neither imported nor defined by `def`, `class` or a lambda."""
        version = self.before(name, cell)
        if version is None or version.write is None or self.binding(version, name) is not BindingKind.VALUE:
            return None
        return version

    def binding(self, version: Version, name: str) -> BindingKind:
        """What the name stands for in this version: a change of a class is still a class."""
        for candidate in reversed(self._versions.get(VarName(name), [])):
            if candidate.cell <= version.cell and candidate.write is not None and candidate.write.kind.value == "bind":
                return candidate.write.binding
        return BindingKind.VALUE


def _only_lends(facts: CellFacts, name: VarName) -> bool:
    """A cell of no step gives the value to names of its own: no step can have them, so the value is what it was."""
    return facts.role not in (Role.STEP, Role.PARAMETERS) and facts.only_lends(name)


def steps_of(analysis: Analysis) -> tuple[CellFacts, ...]:
    """The cells that belong to steps, in document order."""
    return tuple(f for f in analysis.cells if f.type is CellType.CODE and f.tag is not None and f.role.value == "step")
