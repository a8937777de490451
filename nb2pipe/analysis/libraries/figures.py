"""Figures and their parts: what calls draw into, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.plotting import draws_with_pyplot, makes_figure, method_draws
from nb2pipe.analysis.state.heap import elements, hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.syntax.chains import is_part_of_plot, root_name


def draw_into_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """A figure or axes that a library is given is drawn into."""
    if library.root_of(name) in ("builtins", "copy", "pickle", "json"):
        return
    for arg, (value, _) in zip(node.args, arguments, strict=False):
        figures = tuple(_figures(value))
        if figures:
            m.change(figures, node, through=root_name(arg.value))


def join_drawn(m: Machine, name: str, made: Value, arguments: list[Argument]) -> None:
    """What a function that draws gives is a part of the axes that it is given, or of the cell's current figure."""
    if not draws_with_pyplot(name) and not name.startswith(("matplotlib.pyplot.", "seaborn.")):
        return
    given = _given(arguments)
    _join(m, _drawn(made), given, is_new=makes_figure(name, {keyword for _, keyword in arguments}))
    if name.startswith("matplotlib.pyplot."):
        m.recorder.figures.extend(given)  # `plt.sca(ax)`: what is drawn next goes there


def join_drawn_by_method(
    m: Machine, node: cst.Call, receiver: Value, method: str, made: Value, arguments: list[Argument]
) -> None:
    """`ax = sales.plot()`, `ax = sales.plot.bar(ax=axes[0])`: the same of methods of tables and others."""
    if is_part_of_plot(node) or method_draws(method, {obj.type for obj in receiver}):
        _join(m, _drawn(made), _given(arguments), is_new=False)


def _join(m: Machine, drawn: list[Obj], given: list[Obj], *, is_new: bool) -> None:
    current = m.recorder.figures
    for part in drawn:
        for other in given or ([] if is_new else current):
            if other is not part:
                hold(part, (other,))
                hold(other, (part,))
    if drawn and not given:
        # Each part leads to all that were current, if it is not on a figure of its own.
        current[:] = [*current, *drawn] if is_new else drawn


def _drawn(made: Value) -> list[Obj]:
    return [obj for obj in made if obj.type in ("figure", "")]


def _given(arguments: list[Argument]) -> list[Obj]:
    return [obj for value, _ in arguments for obj in _figures((*value, *elements(value)))]


def _figures(value: Iterable[Obj]) -> list[Obj]:
    return [obj for obj in value if obj.type == "figure"]
