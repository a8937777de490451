"""Gradients of torch, and what they go back through: what a copy would lose stays in one step."""

from __future__ import annotations

import pytest

from nb2pipe.model.plan import CopyMethod, PipelinePlan
from tests.support.notebooks import every_cell_a_step, plan_of

START = """
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
X = torch.randn(12, 4)
y = (X[:, 0] > 0).long()
loader = DataLoader(TensorDataset(X, y), batch_size=2)
crit = nn.CrossEntropyLoss()
net = nn.Linear(4, 2)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
w = torch.randn(4, requires_grad=True)
"""
EPOCH = "for a, b in loader:\n    opt.zero_grad()\n    crit(net(a), b).backward()\n    opt.step()\n"


def planned(*cells: str) -> PipelinePlan:
    return plan_of(every_cell_a_step((START, *cells)))


def outputs(found: PipelinePlan, index: int) -> set[str]:
    return {output.name for output in found.steps[index].outputs} - {"torch_random_state"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("loss = crit(net(X), y)", "loss.backward()"),
        ("out = net(X)", "crit(out, y).backward()"),
        ("total = (w * 2).sum()", "total.backward()"),
        ("total = (w * 2).sum()", "g = torch.autograd.grad(total, w)"),
        ("crit(net(X), y).backward()", "opt.step()"),
        ("crit(net(X), y).backward()", "crit(net(X), y).backward()\nopt.step()"),
        ("crit(net(X), y).backward()", "size = net.weight.grad.norm().item()"),
        ("crit(net(X), y).backward()", "torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)"),
        ("(w * 2).sum().backward()", "g = w.grad.clone()"),
    ],
)
def test_computation_and_gradients_stay_in_one_process(first: str, second: str) -> None:
    assert len(planned(first, second).steps) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (EPOCH, EPOCH),
        ("crit(net(X), y).backward()", "opt.zero_grad()\ncrit(net(X), y).backward()\nopt.step()"),
        ("crit(net(X), y).backward()\nopt.step()\nnet.zero_grad()", "crit(net(X), y).backward()\nopt.step()"),
        ("(w * 2).sum().backward()\nw.grad.zero_()", "(w * 3).sum().backward()"),
        ("(w * 2).sum().backward()\nw.grad = None", "(w * 3).sum().backward()"),
        ("seen = net(X).detach()", "head = nn.Linear(2, 2)\ncrit(head(seen), y).backward()"),
        ("with torch.no_grad():\n    seen = net(X)", "head = nn.Linear(2, 2)\ncrit(head(seen), y).backward()"),
        ("out = net(X)", "best = out.argmax(1)"),
    ],
)
def test_steps_that_need_neither_stay_apart(first: str, second: str) -> None:
    assert len(planned(first, second).steps) == 3


def test_training_changes_the_network_and_its_optimizer_alone() -> None:
    found = planned(EPOCH, "print(net, opt, loader, crit, X)")
    assert outputs(found, 1) == {"net", "opt"}


def test_what_is_not_trained_is_not_changed_by_what_is_trained_on_it() -> None:
    found = planned(
        "seen = net(X).detach()", "head = nn.Linear(2, 2)\ncrit(head(seen), y).backward()", "print(net, seen)"
    )
    assert outputs(found, 2) == {"head"}


def test_computed_tensors_are_copied_by_pickle() -> None:
    found = planned("losses = [crit(net(X), y)]", "losses.append(crit(net(X), y))")
    assert [copy.method for copy in found.steps[2].copies] == [CopyMethod.PICKLE]
    found = planned("losses = [crit(net(X), y).item()]", "losses.append(crit(net(X), y).item())")
    assert [copy.method for copy in found.steps[2].copies] == [CopyMethod.DEEPCOPY]


def test_functions_of_torch_leave_alone_what_they_are_given() -> None:
    found = planned("t = torch.tensor(X[:2].numpy())\nu = torch.nn.functional.relu(X)", "print(X, t, u)")
    assert outputs(found, 1) == {"t", "u"}


def test_what_torch_makes_is_hinted() -> None:
    hints = {
        o.name: o.annotation for o in planned("t = X[:2].float() * 2", "print(t, y, loader, net, opt)").steps[0].outputs
    }
    assert hints | {"torch_random_state": ""} == {
        "X": "torch.Tensor",
        "y": "torch.Tensor",
        "loader": "DataLoader",
        "crit": "nn.CrossEntropyLoss",
        "net": "nn.Linear",
        "opt": "torch.optim.SGD",
        "w": "torch.Tensor",
        "torch_random_state": "",
    }
