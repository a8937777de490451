"""The cells behind a variable's last value."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of, edges_by_reason


@pytest.mark.parametrize(
    ("cells", "name", "kept"),
    [
        (("a = []", "b = [a]", "a.append(1)", "c = 5"), "b", (0, 1, 2)),
        (("a = []", "b = a", "c = b", "b.append(1)"), "c", (0, 1, 2, 3)),
        (("a = 1", "a = 2", "b = a"), "a", (1,)),
        (("a = 1", "if wide:\n    a = 2"), "a", (0, 1)),
        (("import copy\na = [[1]]", "b = copy.copy(a)", "b[0].append(1)"), "a", (0, 1, 2)),
        (("import copy\na = [[1]]", "b = copy.deepcopy(a)", "b[0].append(1)"), "a", (0,)),
        (("a = []", "def keep(q):\n    def inner(): return len(q)\n    return inner", "f = keep(a)", "a.append(1)"), "f",
         (0, 1, 2, 3)),
        (("class A:\n    n = 0", "a = A()", "A.n = 1"), "a", (0, 1, 2)),
        (("d = {}", "view = d.values()", "d['k'] = 1"), "view", (0, 1, 2)),
        (("from collections import defaultdict\nd = defaultdict(list)", "d['k'].append(1)"), "d", (0, 1)),
        (("from functools import reduce\na = [1]", "b = reduce(lambda x, y: x + [y], [2], [])", "b.append(3)"), "b",
         (0, 1, 2)),
        (("x = 1", "globals()['y'] = x"), "y", (0, 1)),
    ],
)  # fmt: skip
def test_slice_of_a_name_has_all_cells_behind_its_value(
    cells: tuple[str, ...], name: str, kept: tuple[int, ...]
) -> None:
    assert analysis_of(*cells).slice_of(name) == kept


@pytest.mark.parametrize(
    ("cells", "edge"),
    [
        (("import torch\nnet = torch.nn.Linear(1, 1)", "net.eval()", "y = net"), (1, 2, "net", "mutation")),
        (("import torch\nnet = torch.nn.Linear(1, 1)\nopt = torch.optim.SGD(net.parameters())", "opt.step()", "y = net"),
         (1, 2, "net", "alias")),
        (("from keras import Sequential\nnet = Sequential()", "net.compile(loss='mse')", "y = net"),
         (1, 2, "net", "mutation")),
        (("import torch", "torch.manual_seed(1)", "net = torch.nn.Linear(1, 1)"), (1, 2, "random:torch", "random")),
        (("import torch.nn as nn\nclass Net(nn.Module): ...\nnet = Net()", "net.train()", "y = net"),
         (1, 2, "net", "mutation")),
        (("import sqlite3, pandas as pd\ncon = sqlite3.connect('a.db')", "pd.DataFrame().to_sql('t', con)", "y = con"),
         (1, 2, "con", "mutation")),
        (("import sys", "sys.path.append('lib')", "import lab"), (1, 2, "search-path", "option")),
        (("x = 1\nopen('a.py', 'w').write('')", "%run a.py"), (0, 1, "file:a.py", "file")),
    ],
)  # fmt: skip
def test_change_reaches_whoever_uses_the_object(cells: tuple[str, ...], edge: tuple[int, int, str, str]) -> None:
    assert edge in edges_by_reason(analysis_of(*cells))


def test_method_from_a_library_class_changes_the_instance_as_its_name_says() -> None:
    head = "from sklearn.base import BaseEstimator\nclass Scaler(BaseEstimator): ...\ns = Scaler()"
    analysis = analysis_of(head, "s.set_params(a=1)", "s.get_params()")
    assert analysis.cells[1].mutates == ("s",)
    assert analysis.cells[2].mutates == ()
