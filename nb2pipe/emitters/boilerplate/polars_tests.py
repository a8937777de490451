"""Tests of the contracts of polars' frames, beside those of pandas' (`schemas`)."""

from __future__ import annotations

#: What is added where an output is a frame of polars.
TEST_POLARS = """

POLARS = {
    (step, name): each
    for step, name in [PLACES]
    if isinstance(each := CONTRACTS[step][name], Frame)
}
POLARS_COLUMNS = [(*where, column) for where, frame in POLARS.items() for column in frame.columns]


@pytest.mark.parametrize(("step", "name", "column"), POLARS_COLUMNS)
def test_polars_frame_without_a_column_is_rejected(step: str, name: str, column: str, rehearsal: Rehearsal) -> None:
    broken = rehearsal.outputs[step][name].drop(column)
    assert violations(CONTRACTS[step], {name: broken}) == [f"{name}: has no column {column!r}"]


@pytest.mark.parametrize(("step", "name", "column"), POLARS_COLUMNS)
def test_polars_column_of_another_type_is_rejected(step: str, name: str, column: str, rehearsal: Rehearsal) -> None:
    frame, dtype = rehearsal.outputs[step][name], POLARS[step, name].columns[column].dtype
    if dtype is None:
        return
    missing = frame[column].is_null()
    broken = frame.with_columns(missing.cast(int) if dtype == "Boolean" else missing)
    assert any(f"column {column!r} is " in each for each in violations(CONTRACTS[step], {name: broken}))


@pytest.mark.parametrize(("step", "name", "column"), POLARS_COLUMNS)
def test_polars_range_and_categories_are_checked(step: str, name: str, column: str, rehearsal: Rehearsal) -> None:
    contract, values = POLARS[step, name].columns[column], rehearsal.outputs[step][name][column]
    assert not contract.violations(values)
    if contract.minimum is not None and contract.maximum is not None:
        assert replace(contract, minimum=contract.maximum + 1).violations(values)
        assert replace(contract, maximum=contract.minimum - 1).violations(values)
    elif contract.categories:
        assert replace(contract, categories=()).violations(values)


@pytest.mark.parametrize(("step", "name", "column"), POLARS_COLUMNS)
def test_missing_values_in_a_polars_column_are_noticed(
    step: str, name: str, column: str, rehearsal: Rehearsal
) -> None:
    contract, values = POLARS[step, name].columns[column], rehearsal.outputs[step][name][column]
    if not contract.nullable and len(values):
        assert contract.violations(values.shift(1)) == ["has 1 missing values"]
"""
