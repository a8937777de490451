from __future__ import annotations

import pytest

from tests.support.notebooks import make_notebook, plan_of


@pytest.mark.parametrize(
    ("source", "annotation"),
    [
        ("p = -3", "int"),
        ("p = 60 * 60", "int"),
        ("p = 10 / 4", "float"),
        ("p = 2 ** -1", "Any"),
        ("p = 1.5 + 2", "float"),
        ("p = 'a' 'b'", "str"),
        ("p = b'a'", "bytes"),
        ("p = not 1", "bool"),
        ("p = None", "Any"),
        ("p: int | None = None", "int | None"),
        ("from typing import Optional\np: Optional[float] = None", "float | None"),
        ("import typing as t\np: t.Union[int, str] = 1", "int | str"),
        ("from typing import Dict, List\np: Dict[str, List[int]] = {}", "dict[str, list[int]]"),
        ("from typing import Literal\np: Literal['a', 'b'] = 'a'", "Literal['a', 'b']"),
        ("p: 'int | None' = None", "int | None"),
        ("from typing import Optional\np: 'Optional[int]' = None", "int | None"),
        ("from typing import Optional\np: Optional['str'] = None", "str | None"),
        ("p: 'a text about it' = 1", "'a text about it'"),
        ("from typing import Final\np: Final[int] = 3", "int"),
        ("import typing\np: typing.Final = 'x'", "str"),
        ("from typing import Annotated\np: Annotated[int, 'rows'] = 3", "int"),
        ("p: float = 1", "float"),
        ("p: str = None", "str | None"),
        ("p: bool = 0", "bool | int"),
        ("p: list = ('a', 'b')", "list | tuple[str, ...]"),
        ("p = float('inf')", "float"),
        ("p = [1, 2.5]", "list[float]"),
        ("p = [1, None]", "list"),
        ("p = (1, 'a')", "tuple[int, str]"),
        ("p = (1, 2)", "tuple[int, ...]"),
        ("p = (1, 2.5)", "tuple[int, float]"),
        ("p = [('a', 1)]", "list[tuple[str, int]]"),
        ("p = {'a': [1]}", "dict[str, list[int]]"),
        ("p = {1, 2}", "set[int]"),
        ("p = set()", "set"),
        ("from datetime import date\np = date(2020, 1, 1)", "date"),
        ("import datetime\np = datetime.datetime(2020, 1, 1)", "datetime.datetime"),
        ("from datetime import timedelta\np = timedelta(hours=1)", "timedelta"),
        ("from datetime import timedelta\np = 2 * timedelta(hours=1) + timedelta(days=1) / 3", "timedelta"),
        ("from datetime import timedelta\np = timedelta(days=1) / timedelta(hours=1)", "Any"),
        ("import datetime as dt\np = dt.date(2020, 1, 1) - dt.timedelta(days=1)", "dt.date"),
        ("import datetime as dt\np = dt.date(2020, 1, 1) - dt.date(2019, 1, 1)", "Any"),
        ("from pathlib import Path\np = Path('a') / 'b'", "Path"),
        ("from pathlib import Path\np = Path('a').joinpath('b')", "Path"),
        ("import os\np = os.path.join('a', 'b')", "str"),
        ("import os\np = os.environ.get('P', 'a')", "str"),
        ("import os\np = os.environ.get('P')", "Any"),
        ("q = 0.2\np = 1 - q", "float"),
    ],
)
def test_parameter_has_the_type_of_its_default(source: str, annotation: str) -> None:
    found = plan_of(make_notebook((source, ["parameters"]), ("r = p", ["step:data"])))
    assert found.parameters[-1].annotation == annotation


def test_later_parameter_cell_replaces_and_adds() -> None:
    cells = [("a = 1\nb = 2", ["parameters"]), ("a = 'x'\nc = a + 'y'", ["parameters"]), ("r = a, b, c", ["step:data"])]
    found = plan_of(make_notebook(*cells))
    assert [(each.name, each.annotation) for each in found.parameters] == [("a", "str"), ("b", "int"), ("c", "str")]
    assert found.parameters[-1].derived_from == ("a",)
