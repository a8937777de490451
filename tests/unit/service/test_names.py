from __future__ import annotations

import keyword
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.errors import UsageError
from nb2pipe.service.names import checked_package_name, default_package_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("churn.ipynb", "churn"),
        ("/data/My Model (final) v2.ipynb", "my_model_final_v2"),
        ("C:\\work\\Churn Model.ipynb", "churn_model"),
        ("Größe Ønsker.ipynb", "grosse_onsker"),
        ("01-intro.ipynb", "notebook_01_intro"),
        ("class.ipynb", "class_pipeline"),
        ("random.ipynb", "random_pipeline"),
        ("test.ipynb", "test_pipeline"),
        ("pandas.ipynb", "pandas_pipeline"),
        ("分析.ipynb", "pipeline"),
        ("<stdin>", "stdin"),
        (".ipynb", "pipeline"),
    ],
)
def test_default_name_comes_from_the_file_name(path: str, name: str) -> None:
    assert default_package_name(path) == name


def test_default_name_does_not_hide_an_import_of_the_notebook() -> None:
    assert default_package_name("churn.ipynb", {"churn", "churn_pipeline"}) == "churn_pipeline_pipeline"


@given(st.text())
def test_default_name_is_always_a_usable_one(path: str) -> None:
    name = default_package_name(path)
    assert name.isidentifier()
    assert name.isascii()
    assert not keyword.iskeyword(name)
    assert name not in sys.stdlib_module_names
    assert checked_package_name(name) == name


def test_hyphens_are_taken_for_underscores() -> None:
    assert checked_package_name("churn-model") == "churn_model"


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("1st", "notebook_1st"),
        ("a b", "a_b"),
        ("", "pipeline"),
        ("import", "import_pipeline"),
        ("json", "json_pipeline"),
    ],
)
def test_impossible_name_comes_with_a_better_one(name: str, better: str) -> None:
    with pytest.raises(UsageError, match=f"try --name {better}$"):
        checked_package_name(name)


def test_a_name_is_never_longer_than_files_can_be_called() -> None:
    assert default_package_name(f"{'x' * 99} {'y' * 150}.ipynb") == "x" * 99
    with pytest.raises(UsageError, match="300 letters is too long"):
        checked_package_name("x" * 300)
