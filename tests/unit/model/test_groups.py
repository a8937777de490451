"""Groups of cells: what they take, what they give, and which need each other."""

from __future__ import annotations

from nb2pipe import check
from nb2pipe.model.groups import cycles, live_in, live_out
from tests.support.notebooks import analysis_of

CELLS = ("a = 1", "b = a + 1", "c = [a]", "c.append(b)", "d = sum(c)")


def test_group_takes_what_others_made_and_gives_what_others_use() -> None:
    edges = analysis_of(*CELLS).edges
    assert live_in(edges, {1, 3}) == ("a", "c")
    assert live_out(edges, {1, 3}) == ("c",)
    assert live_in(edges, {0}) == live_out(edges, range(5)) == ()


def test_groups_that_need_each_other_are_a_cycle() -> None:
    edges = analysis_of(*CELLS).edges
    assert cycles(edges, {"x": {0, 3}, "y": {1, 2}, "z": {4}}) == (("x", "y"),)
    assert cycles(edges, {"x": {0, 1, 2}, "y": {3, 4}}) == ()


def test_cycle_may_go_through_other_groups() -> None:
    edges = analysis_of("a = 1", "b = a", "c = b", "d = c").edges
    assert cycles(edges, {"x": {0, 3}, "y": {1}, "z": {2}}) == (("x", "y", "z"),)


def test_report_answers_for_its_notebook() -> None:
    cells = [{"id": f"c{i}", "cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
             for i, source in enumerate(CELLS)]  # fmt: skip
    report = check({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    assert report.live_in([3]) == ("b", "c")
    assert report.live_out([3]) == ("c",)
    assert report.cycles({"x": [0, 3], "y": [1]}) == (("x", "y"),)
