"""Settings that report cells find in the notebook -> cells of the run notebook that apply them where they hold.

The first cell of the run notebook applies what holds above the first report. Steps apply their settings themselves
when they are called, older ones again as well. Before a report that would find others than in the notebook, a cell
applies those that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import StepName
from nb2pipe.model.plan import TwinCell
from nb2pipe.planning.state import Setting


@dataclass(frozen=True, slots=True)
class TwinSettings:
    """The cells of the run notebook with those that apply settings."""

    cells: tuple[TwinCell, ...]
    #: Settings that its first cell applies.
    first: frozenset[Setting]


def place_settings(
    cells: Sequence[TwinCell],
    settings: Sequence[Setting],
    *,
    of_steps: Mapping[StepName, Collection[Setting]],
    can_stand_alone: Callable[[Setting], bool],
    code: Callable[[Setting], str],
) -> TwinSettings:
    """Put cells that apply settings between the others; `of_steps` has what a call of each step applies."""
    first_report = min((cell.at for cell in cells if cell.what == "report"), default=None)
    loose = [each for each in settings if not each.in_step and not each.only_seeds and can_stand_alone(each)]
    first = frozenset(each for each in loose if first_report is None or each.cell < first_report)
    history = _History(dict.fromkeys(first, 0))
    placed: list[TwinCell] = []
    for cell in cells:
        if cell.what == "step" and cell.step is not None:
            history.apply(of_steps.get(cell.step, ()))
        elif cell.what == "report":
            needed = [each for each in loose if each.cell < cell.at]
            if renewed := list(history.renewed(needed, settings, cell.at)):
                placed.append(TwinCell("settings", "".join(map(code, renewed)).strip("\n")))
                history.apply(renewed)
            history.apply([each for each in settings if each.cell == cell.at and not each.in_step])
        placed.append(cell)
    return TwinSettings(tuple(placed), first)


@dataclass(slots=True)
class _History:
    """When each setting was applied last; those of one moment in the notebook's order."""

    last: dict[Setting, int]
    now: int = field(default=0)

    def apply(self, settings: Collection[Setting]) -> None:
        self.now += 1
        self.last.update(dict.fromkeys(settings, self.now))

    def renewed(self, needed: Sequence[Setting], settings: Sequence[Setting], report: int) -> Iterator[Setting]:
        """What must be applied again, so that the report finds what it would find in the notebook."""
        again: list[Setting] = []
        for each in needed:
            if self._is_overridden(each, settings, report) or any(_collide(each, other) for other in again):
                again.append(each)
                yield each

    def _is_overridden(self, setting: Setting, settings: Sequence[Setting], report: int) -> bool:
        since = self.last.get(setting, -1)
        return since < 0 or any(
            self.last.get(other, -1) > since and _collide(setting, other)
            for other in settings
            if other is not setting and (_place(other) < _place(setting) or other.cell > report)
        )


def _place(setting: Setting) -> tuple[int, int]:
    return setting.cell, setting.statement


def _collide(one: Setting, other: Setting) -> bool:
    """Whether one may undo what the other sets."""
    others = (one.kinds & other.kinds) - {EffectKind.SET_OPTION}
    return bool(one.libraries & other.libraries or others or (one.only_draws and other.only_draws))
