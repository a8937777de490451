"""What kernels and steps are started with, whatever the shell around them has set."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pipe.runs.environment import notebook_environment, step_environment


@pytest.mark.parametrize("backend", ["Agg", "TkAgg", ""])
def test_kernel_shows_figures_as_jupyter_does_wherever_the_shell_draws(backend: str) -> None:
    assert "MPLBACKEND" not in notebook_environment({"MPLBACKEND": backend}, hash_seed=0)


def test_kernel_keeps_a_backend_that_is_made_for_kernels() -> None:
    widgets = {"MPLBACKEND": "module://ipympl.backend_nbagg"}

    assert notebook_environment(widgets, hash_seed=0)["MPLBACKEND"] == widgets["MPLBACKEND"]


@pytest.mark.parametrize(("asked", "used"), [("", "Agg"), ("module://ipympl.backend_nbagg", "Agg"), ("svg", "svg")])
def test_step_draws_where_the_shell_says_unless_only_a_kernel_can(asked: str, used: str) -> None:
    environment = step_environment({"MPLBACKEND": asked}, package=Path("p"), root=Path("r"), hash_seed=0)

    assert environment["MPLBACKEND"] == used
