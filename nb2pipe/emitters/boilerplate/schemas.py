"""`src/NAME/schemas.py`: what a contract can say of a value, and the check."""

from __future__ import annotations

SCHEMAS = '''"""What a contract says of a value, and what a value breaks of it.

Needs none of the libraries whose values it checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class ContractError(ValueError):
    """Outputs of a step that break its contracts."""


@dataclass(frozen=True)
class Column:
    """A column of a frame, or the elements of a series or an array."""

    #: None is any.
    dtype: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    nullable: bool = False
    categories: tuple[Any, ...] | None = None

    def violations(self, values: Any) -> list[str]:
        """What values of this column break."""
        if self.dtype is not None and str(values.dtype) != self.dtype:
            return [f"is {values.dtype}, not {self.dtype}"]
        present = _present(values)
        found = []
        count = _count(present)
        if not self.nullable and count < _count(values):
            found.append(f"has {_count(values) - count} missing values")
        if self.minimum is not None and count and present.min() < self.minimum:
            found.append(f"goes down to {present.min()}, below {self.minimum}")
        if self.maximum is not None and count and present.max() > self.maximum:
            found.append(f"goes up to {present.max()}, above {self.maximum}")
        if self.categories is not None and (unknown := set(present.unique()) - set(self.categories)):
            found.append(f"has unknown values: {', '.join(sorted(map(repr, unknown)))}")
        return found


def _present(values: Any) -> Any:
    if hasattr(values, "dropna"):
        return values.dropna()
    if hasattr(values, "drop_nulls"):
        present = values.drop_nulls()
        return present.drop_nans() if present.dtype.is_float() else present
    return values[values == values]  # noqa: PLR0124  # NaN alone differs from itself


def _count(values: Any) -> int:
    """How many values there are; of a tensor, `size` is a method."""
    if hasattr(values, "numel"):
        return int(values.numel())
    return int(values.size) if hasattr(values, "size") else len(values)


@dataclass(frozen=True)
class Frame:
    """A data frame with these columns, and perhaps others."""

    columns: Mapping[str, Column]

    def violations(self, value: Any) -> list[str]:
        """What the frame breaks, column by column."""
        if not hasattr(value, "columns"):
            return [f"is no frame but {type(value).__name__}"]
        found = [f"has no column {name!r}" for name in self.columns if name not in value.columns]
        for name, column in self.columns.items():
            if name in value.columns:
                found += [f"column {name!r} {each}" for each in column.violations(value[name])]
        return found


@dataclass(frozen=True)
class Array:
    """An array or a series; the first of its lengths is free, the others are these."""

    values: Column
    #: None where they are free as well.
    trailing: tuple[int, ...] | None = ()

    def violations(self, value: Any) -> list[str]:
        """What the array breaks."""
        if not hasattr(value, "dtype"):
            return [f"is no array but {type(value).__name__}"]
        if self.trailing is not None and tuple(value.shape[1:]) != self.trailing:
            return [f"has the shape {value.shape}, not (any, {', '.join(map(str, self.trailing))})"]
        return self.values.violations(value)


Contract = Frame | Array


def violations(contracts: Mapping[str, Contract], outputs: Mapping[str, Any]) -> list[str]:
    """What a step's outputs break, as `X_train: column 'age' goes up to 130, above 99`."""
    checked = [(name, contract.violations(outputs[name])) for name, contract in contracts.items() if name in outputs]
    return [f"{name}: {each}" for name, broken in checked for each in broken]
'''

TEST_CONTRACTS = '''"""The contracts hold on the samples, and notice what breaks them."""

from __future__ import annotations

#REPLACE
from types import SimpleNamespace
from typing import Any

import pytest
#REHEARSAL

from PACKAGE import __main__
from PACKAGE.contracts import CONTRACTS
from PACKAGE.pipeline import STEPS
from PACKAGE.schemas import Array, Column, Frame, violations

EVERY = [(step, name) for step, contracts in CONTRACTS.items() for name in contracts]


def test_contracts_are_of_outputs() -> None:
    assert {(step.name, name) for step in STEPS for name in step.outputs} >= set(EVERY)


@pytest.mark.parametrize(("mode", "status"), [("off", 0), ("warn", 0), ("error", 1)])
def test_broken_contract_is_told_or_ends_the_run(
    mode: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = next(step for step in STEPS if step.outputs)
    monkeypatch.setattr(__main__, "CONTRACTS", {first.name: {first.outputs[0]: Frame({"no such": Column("int64")})}})

    def run(parameters: Any, on_step: Any) -> dict[str, dict[str, Any]]:
        on_step(first, {first.outputs[0]: 1}, 0.0)
        return {first.name: {}}

    monkeypatch.setattr(__main__, "run", run)
    # As from a command line: an object of its own.
    assert __main__.main(["--contracts", "".join([*mode])]) == status
    told = capsys.readouterr().err
    assert ("is no frame but int" in told) == (mode != "off")


def test_many_broken_contracts_are_told_in_few_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = next(step for step in STEPS if step.outputs)
    few, many = [Frame({str(i): Column("int64") for i in range(count)}) for count in (5, 12)]
    monkeypatch.setattr(__main__, "CONTRACTS", {step.name: {step.outputs[0]: few}})
    __main__._check(step, {step.outputs[0]: SimpleNamespace(columns=[])}, "warn")
    assert "more" not in capsys.readouterr().err
    monkeypatch.setattr(__main__, "CONTRACTS", {step.name: {step.outputs[0]: many}})
    __main__._check(step, {step.outputs[0]: SimpleNamespace(columns=[])}, "warn")
    assert [line.rpartition("contract: ")[2] for line in capsys.readouterr().err.splitlines()] == [
        *(f"{step.outputs[0]}: has no column '{i}'" for i in range(5)),
        "7 more",
    ]


def test_array_is_no_frame() -> None:
    assert Frame({}).violations([1]) == ["is no frame but list"]
    assert Array(Column("float64")).violations([1]) == ["is no array but list"]
'''

#: What is added where there is a contract.
TEST_EVERY = """

@pytest.mark.parametrize("step", CONTRACTS)
def test_contracts_hold(step: str, rehearsal: Rehearsal) -> None:
    assert not violations(CONTRACTS[step], rehearsal.outputs[step])


@pytest.mark.parametrize(("step", "name"), EVERY)
def test_value_of_another_kind_is_rejected(step: str, name: str) -> None:
    assert violations(CONTRACTS[step], {name: "nonsense"})
"""

#: Which frames the tests of frames look at, and which they leave to those of polars.
ALL_FRAMES = "isinstance(each := CONTRACTS[step][name], Frame)}"
BUT_POLARS = "(step, name) not in POLARS and isinstance(each := CONTRACTS[step][name], Frame)}"

#: What is added where an output is a frame whose columns have names.
TEST_FRAMES = """

FRAMES = {(step, name): each for step, name in EVERY if isinstance(each := CONTRACTS[step][name], Frame)}
COLUMNS = [(*where, column) for where, frame in FRAMES.items() for column in frame.columns]


@pytest.mark.parametrize(("step", "name", "column"), COLUMNS)
def test_frame_without_a_column_is_rejected(step: str, name: str, column: str, rehearsal: Rehearsal) -> None:
    broken = rehearsal.outputs[step][name].drop(columns=column)
    assert violations(CONTRACTS[step], {name: broken}) == [f"{name}: has no column {column!r}"]


@pytest.mark.parametrize(("step", "name", "column"), COLUMNS)
def test_column_of_another_type_is_rejected(step: str, name: str, column: str, rehearsal: Rehearsal) -> None:
    frame = rehearsal.outputs[step][name]
    if FRAMES[step, name].columns[column].dtype in (None, "object"):
        return
    broken = frame.assign(**{column: [object()] * len(frame)})
    assert any(f"column {column!r} is object" in each for each in violations(CONTRACTS[step], {name: broken}))


@pytest.mark.parametrize(("step", "name", "column"), COLUMNS)
def test_range_and_categories_are_checked(step: str, name: str, column: str, rehearsal: Rehearsal) -> None:
    contract, values = FRAMES[step, name].columns[column], rehearsal.outputs[step][name][column]
    assert not contract.violations(values)
    present = values.dropna()
    if contract.minimum is None or not len(present):
        narrower = replace(contract, categories=()) if contract.categories is not None and len(present) else None
        assert narrower is None or narrower.violations(values)
        return
    assert replace(contract, minimum=present.min().item() + 1).violations(values)
    assert replace(contract, maximum=present.max().item() - 1).violations(values)


@pytest.mark.parametrize(("step", "name", "column"), COLUMNS)
def test_missing_values_are_noticed_where_there_were_none(
    step: str, name: str, column: str, rehearsal: Rehearsal
) -> None:
    contract, values = FRAMES[step, name].columns[column], rehearsal.outputs[step][name][column]
    if contract.nullable or not len(values):
        return
    broken = values.where([False] + [True] * (len(values) - 1))
    assert replace(contract, dtype=str(broken.dtype), minimum=None, maximum=None).violations(broken) == [
        "has 1 missing values"
    ]
"""

#: What is added where an output is an array or a series.
TEST_ARRAYS = """

ARRAYS = {(step, name): each for step, name in EVERY if isinstance(each := CONTRACTS[step][name], Array)}


@pytest.mark.parametrize(("step", "name"), ARRAYS)
def test_array_of_another_shape_is_rejected(step: str, name: str, rehearsal: Rehearsal) -> None:
    contract, value = ARRAYS[step, name], rehearsal.outputs[step][name]
    assert replace(contract, trailing=(*value.shape[1:], 7)).violations(value)


@pytest.mark.parametrize(("step", "name"), ARRAYS)
def test_missing_values_in_an_array_are_noticed(step: str, name: str, rehearsal: Rehearsal) -> None:
    contract, value = ARRAYS[step, name], rehearsal.outputs[step][name]
    is_plain = type(value).__name__ == "ndarray" and value.dtype.kind in "iuf" and value.size
    if is_plain and not contract.values.nullable:
        values = replace(contract.values, dtype=None)
        assert replace(contract, values=values).violations(value * float("nan")) == [f"has {value.size} missing values"]
        lowest = value.min().item()
        if value.ndim == 1 and lowest - 1 < lowest:
            lower = replace(values, minimum=lowest + 1, maximum=None)
            assert len(replace(contract, values=lower).violations(value)) == 1
"""
