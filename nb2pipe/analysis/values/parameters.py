"""Arguments of a call -> what the parameters of a function of the notebook stand for."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import clear_parts, mark, put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.wholes import PARTIAL


def bind_parameters(
    m: Machine,
    function: Obj,
    code: cst.FunctionDef | cst.Lambda,
    arguments: list[Argument],
    frame: Frame,
    node: cst.CSTNode,
) -> None:
    """Bind every parameter; what stands behind `*` and `**` may be any of those that nothing else is given for."""
    names = [keyword for _, keyword in arguments]
    # What stands behind `*items` takes the place that their number leaves to it.
    sure = names.index("*") if "*" in names else len(names)
    positional = [value for value, keyword in arguments[:sure] if keyword is None]
    if function.type == "method":
        positional.insert(0, function.receiver)
    keywords = {keyword: value for value, keyword in arguments if keyword not in (None, "*", "**")}
    spreads = [value for value, keyword in arguments if keyword in ("*", "**")]
    spreads += [value for value, keyword in arguments[sure:] if keyword is None]
    spread = join(*spreads)
    is_partial = frozenset({PARTIAL} if spreads else ())
    params = code.params
    for param in [*params.posonly_params, *params.params, *params.kwonly_params]:
        name = param.name.value
        if positional and param not in params.kwonly_params:
            value = positional.pop(0)
        elif name in keywords:
            value = keywords.pop(name)
        elif spread:
            value = join(spread, function.parts.get(f"default {name}", NOTHING))
        else:
            value = function.parts.get(f"default {name}", SCALAR)
        m.bind(name, value, frame, None)
    if isinstance(params.star_arg, cst.Param):
        rest = m.make(params.star_arg, "tuple", str(id(node)))
        clear_parts(rest)
        mark(rest, is_partial)
        for index, value in enumerate(positional):
            put_part(rest, f"[{index}]", value)
            hold(rest, value)
        hold(rest, spread)
        m.bind(params.star_arg.name.value, (rest,), frame, None)
    if params.star_kwarg is not None:
        named = m.make(params.star_kwarg, "dict", str(id(node)))
        mark(named, is_partial)
        for keyword, value in keywords.items():
            put_part(named, f"[{keyword!r}]", value)
            hold(named, value)
        hold(named, spread)
        m.bind(params.star_kwarg.name.value, (named,), frame, None)
