"""Which step's value each name of the run notebook holds, and the names under which earlier ones are kept."""

from __future__ import annotations

from collections.abc import Collection

from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import PipelinePlan, ShownValue, Step, TwinCell

#: An output of a step.
_Source = tuple[StepName, VarName]


class Versions:
    """Follows the run notebook cell by cell."""

    def __init__(self, plan: PipelinePlan, words: Collection[str]) -> None:
        self._words = words
        self._kept = _needed_later(plan)
        self._holder: dict[VarName, _Source] = {}

    def argument(self, name: VarName, source: StepName) -> str:
        """What to pass for the value that this step made."""
        return self._expression(source, name)

    def bind(self, step: Step) -> list[str]:
        """Note the step's outputs; return the lines that keep those which are needed when their name is another's."""
        _note_outputs(self._holder, step)
        kept = [each.name for each in step.outputs if (step.name, each.name) in self._kept]
        return [f"{self._alias(step.name, name)} = {name}" for name in kept]

    def show(self, cell: TwinCell) -> list[str]:
        """The lines that give a report's variables the values that it shows."""
        lines = [
            f"{value.name} = {self._expression(value.step, value.output)}"
            for value in cell.values
            if self._holder.get(value.name) != (value.step, value.output)
        ]
        _note_report(self._holder, cell)
        return lines

    def _expression(self, step: StepName, output: VarName) -> str:
        return output if self._holder.get(output) == (step, output) else self._alias(step, output)

    def _alias(self, step: StepName, output: VarName) -> str:
        alias = f"_{step}_{output}"
        while alias in self._words:
            alias = f"_{alias}"
        return alias


def _needed_later(plan: PipelinePlan) -> frozenset[_Source]:
    """Outputs that a cell needs when their name already stands for something else."""
    holder: dict[VarName, _Source] = {}
    needed: set[_Source] = set()
    for cell in plan.twin:
        if cell.what == "step" and cell.step is not None:
            step = plan.step(cell.step)
            needed.update(
                (each.source, each.name) for each in step.inputs if holder.get(each.name) != (each.source, each.name)
            )
            _note_outputs(holder, step)
        else:
            needed.update(_missing(holder, cell.values))
            _note_report(holder, cell)
    return frozenset(needed)


def _missing(holder: dict[VarName, _Source], values: Collection[ShownValue]) -> set[_Source]:
    return {
        (value.step, value.output)
        for value in values
        if holder.get(value.name) != (value.step, value.output)
        and holder.get(value.output) != (value.step, value.output)
    }


def _note_outputs(holder: dict[VarName, _Source], step: Step) -> None:
    holder.update({output.name: (step.name, output.name) for output in step.outputs})


def _note_report(holder: dict[VarName, _Source], cell: TwinCell) -> None:
    holder.update({value.name: (value.step, value.output) for value in cell.values})
    for name in cell.binds:
        holder.pop(name, None)
