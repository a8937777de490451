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


@pytest.mark.parametrize(
    ("window", "change"),
    [
        ("z = x.view(6)", "z[0] = 1"),
        ("z = x.t()", "z[0, 0] = 1"),
        ("z = x.permute(1, 0).flatten()", "z += 1"),
        ("z = x.detach().cpu().numpy()", "z[0] = 1"),
        ("z = x.chunk(2)", "z[0].fill_(1)"),
        ("z = x.data", "z += 1"),
        ("z = x", "z += 1"),
        ("z = torch.transpose(x, 0, 1)", "z[0] = 1"),
        ("z = 0", "for row in x:\n    row += 1"),
    ],
)
def test_window_and_its_tensor_change_together(window: str, change: str) -> None:
    assert analysis_of(_DATA, window, change, "r = x.sum()").slice_of("r") == (
        0,
        *(() if "z = 0" in window else (1,)),
        2,
        3,
    )
    if "z = 0" not in window:
        assert 2 in analysis_of(_DATA, window, "x.add_(1)", "r = repr(z)").slice_of("r")


@pytest.mark.parametrize("copy", ["z = x.clone()", "z = x + 1", "z = torch.tensor(x)", "z = x[x > 0]", "z = m(x)"])
def test_new_tensor_changes_alone(copy: str) -> None:
    assert analysis_of(_DATA, copy, "z += 1", "r = x.sum()").slice_of("r") == (0, 3)


_NORM = "net = nn.Sequential(m, nn.BatchNorm1d(1), nn.Dropout())"
_OWN = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.seen = 0\n"
_OWN += "    def forward(self, x):\n        self.seen += 1\n        return x * k\nk = 2\nnet = Net()"


@pytest.mark.parametrize(
    ("made", "done", "last"),
    [
        (_NORM, "net(x)", "r = net(x)"),
        (_NORM, "net(x)", "r = torch.rand(1)"),
        ("net = nn.Dropout()", "net(x)", "r = torch.rand(1)"),
        ("f = nn.functional", "f.dropout(x)", "r = torch.rand(1)"),
        (_OWN, "net(x)", "r = net.seen"),
        (_OWN, "k = 3", "r = net(x)"),
        ("seen = []", "m.register_forward_hook(seen.append)", "m(x)\nr = len(seen)"),
        ("y = torch.ones(2, requires_grad=True)", "(y * 3).sum().backward()", "r = y.grad"),
        ("y = torch.ones(2, requires_grad=True)\nseen = []", "y.register_hook(seen.append)",
         "y.sum().backward()\nr = len(seen)"),
        ("d = torch.utils.data.DataLoader(x, shuffle=True)", "for b in d: pass", "r = torch.rand(1)"),
        ("d = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x))", "x[0] = 1", "r = list(d)"),
        ("g = torch.Generator().manual_seed(0)", "torch.rand(1, generator=g)", "r = torch.rand(1, generator=g)"),
        ("y = torch.zeros(2)", "y.normal_()", "r = torch.rand(1)"),
        ("s = m.state_dict()", "with torch.no_grad():\n    m.weight.fill_(3)", "r = s['weight']"),
    ],
)  # fmt: skip
def test_what_using_a_module_or_a_loader_does_counts(made: str, done: str, last: str) -> None:
    assert analysis_of(f"{_DATA}\ntorch.manual_seed(0)", made, done, last).slice_of("r")[-2:] == (2, 3)


def test_module_that_is_not_trained_neither_counts_nor_draws() -> None:
    cells = (f"{_DATA}\n{_NORM}\ntorch.manual_seed(0)", "net.eval()", "net(x)", "r = net(x)", "s = torch.rand(1)")
    assert analysis_of(*cells).slice_of("r") == (0, 1, 3)
    assert analysis_of(*cells).slice_of("s") == (0, 4)


@pytest.mark.parametrize("trained", ["m.parameters()", "[*m.parameters()]", "[{'params': m.parameters()}]"])
def test_step_of_an_optimizer_needs_the_gradients(trained: str) -> None:
    cells = analysis_of(
        f"{_DATA}\no = torch.optim.SGD({trained}, lr=1)", "loss = m(x).sum()", "loss.backward()", "o.step()"
    )
    assert 2 in cells.slice_of(3)
