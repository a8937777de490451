"""Instances of libraries that draw from a generator which the whole process shares."""

from __future__ import annotations

import pytest

import nb2pipe
from tests.conftest import notebook_json

TORCH = "import torch\nfrom torch.distributions import Categorical\nchoice = Categorical(torch.ones(3))"


@pytest.mark.parametrize(
    ("first", "second", "library"),
    [
        (TORCH, "choice.sample()", "torch"),
        ("import torch\nnoise = torch.distributions.Normal(0, 1)", "noise.rsample((3,))", "torch"),
        ("from scipy.stats import gaussian_kde\nk = gaussian_kde([1.0, 2.0])", "k.resample(3)", "numpy"),
        ("from sklearn.neighbors import KernelDensity\nk = KernelDensity().fit([[1.0]])", "k.sample(3)", "numpy"),
        ("import statsmodels.api as sm\nm = sm.tsa.ARIMA([1, 2]).fit()", "m.simulate(3)", "numpy"),
    ],
)
def test_instance_draws(first: str, second: str, library: str) -> None:
    assert library in _draws_of_second_cell(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TORCH, "choice.log_prob(torch.tensor(1))"),
        ("from scipy.stats import gaussian_kde\nk = gaussian_kde([1.0, 2.0])", "k.resample(3, seed=1)"),
    ],
)
def test_instance_draws_nothing_from_the_shared_generator(first: str, second: str) -> None:
    assert _draws_of_second_cell(first, second) == []


def _draws_of_second_cell(first: str, second: str) -> list[str]:
    cells = nb2pipe.check(notebook_json(first, second)).to_dict()["notebooks"][0]["cells"]  # type: ignore[index]  # JSON
    return [effect["target"] for effect in cells[1]["effects"] if effect["kind"] == "draw"]
