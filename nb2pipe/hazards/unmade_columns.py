"""Columns that are made for the training of a model, and of the rows that it is asked about by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import Line, lines_of, positional
from nb2pipe.hazards.model_calls import ModelCall
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.notebook import StepKind
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk


def never_made(context: Context, asked: ModelCall) -> list[str]:
    """Columns by which a served model is asked of rows as a file has them, though the training makes these columns."""
    if not context.has_steps or asked.given is None or asked.given.only is None or not positional(asked.call):
        return []
    table = root_of(positional(asked.call)[0])
    served = {facts.index for facts in context.cells if facts.step == StepKind.SERVE}
    if not table or not _is_as_read(context, table, served):
        return []
    made = {name for line in lines_of(context) if line.cell not in served for name in _columns_made(line)}
    return sorted(asked.given.only & made)


def _is_as_read(context: Context, table: str, served: Collection[int]) -> bool:
    """Whether serving cells bind the table once, to a file that the notebook has not written, and hand it to nobody."""
    lines = [line for line in lines_of(context) if line.cell in served and table in line.names]
    binding = [line for line in lines if table in line.targets]
    if len(binding) != 1 or not isinstance(binding[0].value, cst.Call):
        return False
    written = {path for facts in context.code for path in facts.writes_files}
    is_own = not written.isdisjoint(context.cells[binding[0].cell].reads_files)
    given_away = any(
        isinstance(value, cst.Name) and value.value == table
        for line in lines
        for call in line.calls
        for value in positional(call)
    )
    return called_name(binding[0].value).startswith("read_") and not is_own and not given_away


def _columns_made(line: Line) -> Iterator[str]:
    """`df["ratio"] = df["a"] / df["b"]`, and not what is only filled or cleaned: `df["a"] = df["a"].fillna(0)`."""
    match line.node:
        case cst.Assign(
            targets=[cst.AssignTarget(target=cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=key))]))],
            value=value,
        ) if isinstance(key, cst.SimpleString):
            texts = {node.evaluated_value for node in walk(value) if isinstance(node, cst.SimpleString)}
            name = key.evaluated_value
            if isinstance(name, str) and name not in texts:
                yield name
