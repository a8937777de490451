"""Figures and what they are made of are told apart by what they show, drawn or not."""

from __future__ import annotations

import pytest

from nb2pipe.runs.compare import first_difference
from nb2pipe.runs.describe import describe

figure = pytest.importorskip("matplotlib.figure")


def difference(left, right):
    found = first_difference(describe(left), describe(right), name="v")
    return found and str(found)


def test_figures_are_compared_by_what_they_show():
    def draw(last):
        fig = figure.Figure()
        axes = fig.subplots()
        axes.plot([1, 2, last])
        axes.bar([1], [2])
        axes.set_title("title")
        return fig

    assert difference(draw(3), draw(3)) is None
    assert ".lines[0].get_xydata()[2, 1]: 3.0 != 4.0" in difference(draw(3), draw(4))


def test_a_figure_that_was_drawn_is_the_one_that_was_not():
    def scatter(colours):
        fig = figure.Figure()
        fig.subplots().scatter([1, 2, 3], [1, 2, 3], c=colours, cmap="viridis")
        return fig

    drawn = scatter([1, 2, 3])
    drawn.canvas.draw()
    assert difference(drawn, scatter([1, 2, 3])) is None
    assert difference(drawn, scatter([1, 3, 2])) is not None


def many_parts(last=4):
    """A figure and what its functions gave, of many kinds."""
    fig = figure.Figure()
    (picture, fitted), (contours, other) = fig.subplots(2, 2)
    image = picture.imshow([[1, 2], [3, last]])
    fitted.scatter([1, 2], [3, last])
    fitted.set_aspect("equal", "datalim")
    filled = contours.contourf([[1, 2], [3, last]])
    other.plot([1, last], [1, 2])
    return {
        "fig": fig,
        "fitted": fitted,
        "bar": fig.colorbar(image, ax=picture),
        "flat bar": fig.colorbar(filled, ax=contours, orientation="horizontal", format="%.1f"),
        "formatter": other.xaxis.get_major_formatter(),
        "locator": other.xaxis.get_major_locator(),
        "transform": other.transData,
        "axis": other.xaxis,
        "spines": other.spines,
        "ticks": other.xaxis.get_major_ticks(),
        "boxes": other.boxplot([1, 2, 3]),
    }


@pytest.mark.parametrize("name", many_parts())
def test_part_of_a_figure_that_was_drawn_is_that_of_one_that_was_not(name):
    drawn = many_parts()
    drawn["fig"].canvas.draw()
    assert difference(drawn[name], many_parts()[name]) is None


@pytest.mark.parametrize("name", ["fig", "fitted", "bar", "flat bar"])
def test_part_of_a_figure_that_shows_something_else_is_another(name):
    assert difference(many_parts()[name], many_parts(last=5)[name]) is not None


def test_figure_of_plotly_is_what_it_shows() -> None:
    graphs = pytest.importorskip("plotly.graph_objects")
    bars, others = graphs.Figure(graphs.Bar(y=[1, 2])), graphs.Figure(graphs.Bar(y=[1, 3]))
    before = describe(bars)
    graphs.Figure(graphs.Histogram2dContour(x=[1]))  # plotly keeps what it has looked up for it
    assert str(first_difference(before, describe(bars), name="v")) == "None"
    assert difference(bars, graphs.Figure(bars)) is None
    assert ".to_plotly_json()['data'][0]['y'][1]: 2 != 3" in difference(bars, others)
    assert difference(bars.data[0], others.data[0]) is not None
