"""PipelinePlan -> `pipeline.py`: the graph on one screen, and a way to run it in one process."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.emitters.nodes import assign, call, dotted, literal, render, statements_of
from nb2pipe.model.plan import PipelinePlan, Step

_HEAD = '''"""The pipeline: its steps in the order in which they run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Step(NamedTuple):
    """A function of earlier steps' outputs and of parameters."""

    name: str
    function: Callable[..., Any]
    #: Argument -> the step that makes it.
    inputs: Mapping[str, str]
    parameters: tuple[str, ...]
    outputs: tuple[str, ...]
    #: Outputs that may share objects, and are stored in one file.
    shared: tuple[tuple[str, ...], ...] = ()

    def artifacts(self) -> list[tuple[str, ...]]:
        """The outputs, parted into files."""
        together = {name: group for group in self.shared for name in group}
        return list(dict.fromkeys(together.get(name, (name,)) for name in self.outputs))
'''

_TAIL = '''

def run(
    parameters: Parameters | None = None,
    on_step: Callable[[Step, dict[str, Any], float], None] | None = None,
) -> dict[str, dict[str, Any]]:
    """Run every step in this process; return the outputs by step and name.

    `on_step` is called after each step with its outputs and the seconds that it took.
    """
    chosen = parameters or Parameters()
    folder = os.getcwd()
    results: dict[str, dict[str, Any]] = {}
    try:
        for step in STEPS:
            os.chdir(folder)
            start = time.perf_counter()
            results[step.name] = run_step(step, chosen, results)
            os.chdir(folder)
            if on_step is not None:
                on_step(step, results[step.name], time.perf_counter() - start)
    finally:
        os.chdir(folder)
    return results


def run_step(step: Step, parameters: Parameters, results: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Call the step's function with what it takes; return its outputs by name."""
    arguments = {name: results[source][name] for name, source in step.inputs.items()}
    arguments |= {name: getattr(parameters, name) for name in step.parameters}
    value = step.function(**arguments)
    values = (value,) if len(step.outputs) == 1 else value or ()
    return dict(zip(step.outputs, values, strict=True))
'''

# What a pipeline with coroutines has besides.
_ASYNC_IMPORTS = "import asyncio\nimport inspect\nimport os\n"
_AWAITED_CALL = """    value = step.function(**arguments)
    if inspect.iscoroutinefunction(step.function):
        value = asyncio.run(value)
"""


def emit_pipeline(plan: PipelinePlan) -> bytes:
    """Name every step once, with what it takes and gives."""
    kinds = sorted({step.kind.value for step in plan.steps})
    imports = [f"from {plan.name}.parameters import Parameters"]
    imports += [f"from {plan.name}.steps import {', '.join(kinds)}"] if kinds else []
    head, tail = _HEAD, _TAIL
    if any(step.is_async for step in plan.steps):
        head = head.replace("import os\n", _ASYNC_IMPORTS)
        tail = tail.replace("    value = step.function(**arguments)\n", _AWAITED_CALL)
    head, _, step_class = head.partition("\n\n\n")
    steps = assign(cst.Name("STEPS"), _steps(plan.steps))
    return render(
        [
            *_parsed(head + "\n\n" + "\n".join(imports) + "\n"),
            *_parsed("\n\n" + step_class),
            steps.with_changes(leading_lines=[cst.EmptyLine(indent=False), cst.EmptyLine(indent=False)]),
            *_parsed(tail),
        ]
    )


def _steps(steps: Iterable[Step]) -> cst.Tuple:
    """A call of `Step` on a line of its own for each step."""
    newline = cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace("    "))
    end = cst.ParenthesizedWhitespace(indent=True)
    calls = [_step(step) for step in steps]
    elements = [
        cst.Element(each, comma=cst.Comma(whitespace_after=end if each is calls[-1] else newline)) for each in calls
    ]
    left = cst.LeftParen(whitespace_after=newline) if elements else cst.LeftParen()
    return cst.Tuple(elements, lpar=[left], rpar=[cst.RightParen()])


def _step(step: Step) -> cst.Call:
    keywords = {
        "inputs": literal({each.name: each.source for each in step.inputs}),
        "parameters": literal(tuple(each.name for each in step.parameters)),
        "outputs": literal(tuple(output.name for output in step.outputs)),
    }
    shared = tuple(group for group in step.artifacts if len(group) > 1)
    if shared:
        keywords["shared"] = literal(shared)
    return call(cst.Name("Step"), literal(step.name), dotted(f"{step.kind}.{step.function}"), **keywords)


def _parsed(text: str) -> list[cst.BaseStatement]:
    module = cst.parse_module(text)
    first, *rest = statements_of(module)
    return [first.with_changes(leading_lines=module.header), *rest]
