from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pipe.tagging import TagProposal

Suggest = Callable[..., dict[int, TagProposal]]
USE = "out = [SIZE, seed]\nout.append(0)"


@pytest.mark.parametrize(
    "cells",
    [
        ("SIZE = 3", "seed = [1]\nseed.append(2)", USE),
        ("import math", "SIZE = 3\nseed = 1", USE),
        ("import math\nmath.tau", "#md # Churn\n## Parameters", "seed = {'a': 1}\nSIZE = [{'b': 2}]", USE),
        ("# settings\nSIZE = 'abc'\nseed = None", USE),
        ("x = [1]\nx.append(2)", "SIZE = 3\nSEED = 1", "x.append([SIZE, SEED])"),
        ("import os", "SIZE = os.path.join('data', 'raw')\nseed = 1", USE),
        ("import os", "SIZE = os.environ.get('SIZE', '3')\nseed = 1", USE),
        ("from pathlib import Path", "HOME = Path('data')\nSIZE = HOME.joinpath('raw')\nseed = 1", USE),
        ("import os\nimport math\n\nSIZE = 3", "seed = [math.tau]\nseed.append(2)", USE),
        ("import pandas as pd", "SIZE = pd.Timestamp('2020-01-01')\nseed = 1", USE),
    ],
)
def test_literals_that_look_like_settings_are_parameters(suggest: Suggest, cells: tuple[str, ...]) -> None:
    found = [proposal for proposal in suggest(*cells).values() if proposal.tag == "parameters"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "cells",
    [
        ("SIZE = 3\nseed = 1", USE, "SIZE = 4\nx = [SIZE]\nx.append(1)"),
        ("SIZE = [3]\nseed = 1", "SIZE.append(1)", USE),
        ("SIZE = 3\nseed = 1",),
        ("SIZE = len('abc')\nseed = 1", USE),
        ("x = [1]\nx.append(2)", "SIZE = 3\nseed = 1", USE),
        ("SIZE = {'a': 1}\nseed = ['some', 'text', 'here']", USE),
        ("import math\nsize = 3\nseed = 1", "out = [size, seed, math.tau]\nout.append(0)"),
        (("kept = 1", ["parameters"]), "SIZE = 3\nseed = 1", USE),
    ],
)
def test_other_cells_are_not(suggest: Suggest, cells: tuple[str, ...]) -> None:
    assert not [proposal for proposal in suggest(*cells).values() if proposal.tag == "parameters"]
