from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.model.notebook import STEP_NAME, parse_step_tag
from nb2pipe.tagging import TagProposal
from nb2pipe.tagging.names import LONGEST_NAME, slug_of

Suggest = Callable[..., dict[int, TagProposal]]


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Ridge regression ($L_2$ Regularization)", "ridge_regression"),
        ("3.2.1 Clean the names", "clean_names"),
        ("Interface 2: Name the causes", "interface_2_name_causes"),
        ("Adoption rates of cats by the colour of their fur", "adoption_rates_cats"),
        ("**In Depth:** [Linear Regression](a.ipynb)", "linear_regression"),
        ("Größe & Übung", "groe_ubung"),
        ("2020", ""),
        ("分析", ""),
        ("Pneumonoultramicroscopicsilicovolcanoconiosis", "pneumonoultramicroscopic"),
    ],
)
def test_slug_is_short_and_without_markup(heading: str, slug: str) -> None:
    assert slug_of(heading) == slug


@given(st.text())
def test_slug_is_a_step_name_or_nothing(heading: str) -> None:
    slug = slug_of(heading)
    assert slug == "" or (STEP_NAME.match(slug) and len(slug) <= LONGEST_NAME)


FIT = "from sklearn.linear_model import Ridge\nm{n} = Ridge()\nm{n}.fit(X{n}, y{n})"
LOAD = "import pandas as pd\nd{n} = pd.read_csv('{n}.csv')\nX{n}, y{n} = d{n}[['a']], d{n}['b']"


def test_only_run_of_a_kind_has_no_name(suggest: Suggest) -> None:
    found = suggest(LOAD.format(n=1), FIT.format(n=1))
    assert [p.tag for p in found.values()] == ["step:data", "step:train"]


def test_runs_that_recur_are_named_after_headings_or_models(suggest: Suggest) -> None:
    found = suggest(
        "#md ## Penguins", LOAD.format(n=1), FIT.format(n=1), "#md ## Cars", LOAD.format(n=2), FIT.format(n=2)
    )  # fmt: skip
    names = [tag.name for p in found.values() if (tag := parse_step_tag(p.tag))]
    assert names == ["penguins", "fit_ridge", "cars", "fit_m2"]


def test_name_is_none_that_the_notebook_uses(suggest: Suggest) -> None:
    found = suggest(
        "penguins = []",
        "#md ## Penguins",
        LOAD.format(n=1),
        FIT.format(n=1),
        "#md ## List",
        LOAD.format(n=2),
        FIT.format(n=2),
    )
    names = {tag.name for p in found.values() if (tag := parse_step_tag(p.tag))}
    assert not names & {"penguins", "list"}
    assert len(names) == 4


def test_runs_that_change_one_table_are_told_apart_by_a_number(suggest: Suggest) -> None:
    found = suggest(
        "import pandas as pd\ndf = pd.read_csv('cars.csv')",
        "df.info()",
        "df['price'] = df['price'].astype(int)",
        "df.describe()",
        "df['year'] = df['year'].astype(int)",
        "df.to_csv('clean.csv')",
    )
    names = [found[cell].tag for cell in (0, 2, 4)]
    assert names == ["step:data:load_cars", "step:data:prepare_df", "step:data:prepare_df_2"]
