"""Masks of texts and dates choose rows: what happens to these does not happen to the table."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of, edges_by_reason

_HEAD = "import json\nimport pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 't': ['x', 'y'], 'd': ['2020', '2021']})"
_MASKS = [
    "df['t'].str.contains('a')", "df.t.str.match('a', na=False)", "df['d'].dt.is_month_end", "df['d'].dt.year",
    "df['d'].dt.day_name().isin(['Monday'])", "df['t'].str.get(0)", "df['t'].str[0]", "df.t.str[:3].isin(['a'])",
    "df.index.isin([1])", "df.apply(bool, axis=1)", "df.columns[df.notna().all()]", "df.columns[1:]",
    "df.select_dtypes('number').columns", "df.corr()['a'].index", "df['t'].astype('category').cat.codes",
]  # fmt: skip


def changed(*cells: str) -> set[str]:
    """Names of which the last cell takes what the one before it may have made of them."""
    last = len(cells) - 1
    return {
        name for source, target, name, _ in edges_by_reason(analysis_of(*cells)) if (source, target) == (last - 1, last)
    }


def changed_with(key: str) -> set[str]:
    """What of the chosen rows and the table is another after a column of the rows is set."""
    return changed(_HEAD, f"rows = df[{key}]", "rows['t'] = 3", "rows, df")


@pytest.mark.parametrize("key", _MASKS)
def test_rows_chosen_by_a_mask_or_labels_are_no_part_of_their_table(key: str) -> None:
    assert changed_with(key) == {"rows"}


@pytest.mark.parametrize("key", ["json.load(open('keys.json'))['column']", "df.columns[0]"])
def test_what_may_be_a_column_is_part_of_its_table(key: str) -> None:
    assert "df" in analysis_of(_HEAD, f"rows = df[{key}]", "rows['t'] = 3", "df").cells[2].may_mutate


def test_objects_in_the_columns_of_a_table_are_no_lists_that_the_columns_were_made_of() -> None:
    head = "import pandas as pd\nnames, rows = ['x'], [[1], [2]]"
    made = "df, cells = pd.DataFrame({'t': names}), pd.Series(rows)"
    assert changed(head, made, "names.append('y')\nrows[0].append(3)", "df, cells") == {"cells"}


def test_cells_that_rename_an_index_that_two_tables_have_are_one_step_with_theirs() -> None:
    head = "import pandas as pd\ndf = pd.DataFrame({'a': [1]})"
    shared = analysis_of(head, "made = pd.Series([2], index=df.index)", "made.index.name = 'i'", "df")
    own = analysis_of(head, "made = pd.Series([2], index=df.index)\nmade.index.name = 'i'", "df, made")
    assert {(pair.first, pair.last) for pair in shared.entangled} == {(0, 2), (1, 2)}
    assert not own.entangled
