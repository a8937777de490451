"""What torch changes in place, by the names of its methods and functions; torch itself is not needed to see that."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_DATA = "import torch\nfrom torch import nn\nm = nn.Linear(2, 1)\nx = torch.ones(3, 2)"


@pytest.mark.parametrize(
    ("change", "last"),
    [
        ("x.add_(1)", "r = x.sum()"),
        ("for row in x.unbind(0):\n    row.mul_(2)", "r = x.sum()"),
        ("z = x[0]\nz.fill_(5)", "r = x.sum()"),
        ("nn.init.zeros_(m.weight)", "r = m.weight"),
        ("m.weight.data.fill_(1.0)", "r = m.weight"),
        ("with torch.no_grad():\n    for p in m.parameters():\n        p.sub_(1)", "r = m.weight"),
        ("weights = m.state_dict()\nweights['weight'].zero_()", "r = m.weight"),
    ],
)
def test_slices_keep_what_changes_a_tensor_in_place(change: str, last: str) -> None:
    assert analysis_of(_DATA, change, last).slice_of("r") == (0, 1, 2)


def test_methods_that_make_a_tensor_change_none() -> None:
    assert analysis_of(_DATA, "z = x.mul(2)", "r = x.sum()").slice_of("r") == (0, 2)
