"""Functions of `asyncio` that run coroutines."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.libraries.iteration import awaited
from nb2pipe.analysis.state.heap import elements, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value


def gathered(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`asyncio.gather(…)`: awaited, a list of what the coroutines return."""
    task, results = m.make(node, "connection", "gathered"), m.make(node, "list", "results")
    hold(results, join(*(elements((obj,)) if obj.type == "coroutine" else (obj,) for value in values for obj in value)))
    hold(task, (results,))
    return (task,)


def run_coroutine(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`asyncio.run(main())` gives what the coroutine returns."""
    return awaited(m, values[0], node) if values else None
