"""PipelinePlan -> what its code shows of the values between steps, without a run.

A frame has the columns that a later step surely reads: by a literal, in a statement that always runs, before the step
does anything else with the frame.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from nb2pipe.model.ids import VarName
from nb2pipe.model.observations import ColumnSchema, ValueSchema
from nb2pipe.model.plan import Output, PipelinePlan, Step

_FRAMES = frozenset({"pd.DataFrame", "pandas.DataFrame", "pl.DataFrame", "polars.DataFrame", "DataFrame"})
_ARRAYS = frozenset({
    "np.ndarray", "numpy.ndarray", "ndarray", "pd.Series", "pandas.Series", "Series", "pl.Series", "polars.Series",
})  # fmt: skip
#: What is inside may not be evaluated, or only later.
_MAYBE = (cst.Lambda, cst.IfExp, cst.BooleanOperation, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)


def schema_in_code(plan: PipelinePlan, step: Step, output: Output) -> ValueSchema | None:
    """The schema of a frame or an array; None for anything else."""
    if output.annotation in _ARRAYS:
        return ValueSchema("array", output.annotation, None, (ColumnSchema("", None, nullable=True),))
    if output.annotation not in _FRAMES:
        return None
    place = (step.name, output.name)
    readers = [each for each in plan.steps for given in each.inputs if (given.source, given.name) == place]
    names = dict.fromkeys(name for reader in readers for name in columns_read(reader, output.name))
    columns = tuple(ColumnSchema(name, None, nullable=True) for name in names)
    return ValueSchema("frame", output.annotation, (), columns)


def columns_read(step: Step, frame: VarName) -> Iterator[str]:
    """Columns that the step's body reads of a frame that it takes, in order."""
    made: set[str] = set()
    for fragment in step.body:
        for statement in fragment.statements:
            reading = _Reading(frame)
            statement.visit(reading)
            if not isinstance(statement, cst.SimpleStatementLine) or reading.is_lost:
                return
            yield from (name for name in reading.read if name not in made)
            made |= reading.made


class _Reading(cst.CSTVisitor):
    """Which columns of the frame a statement reads and makes, and whether it does anything else with it."""

    def __init__(self, frame: str) -> None:
        super().__init__()
        self.read: list[str] = []
        self.made: set[str] = set()
        self.is_lost = False
        self._frame = m.Name(frame)
        self._depth = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._depth += isinstance(node, _MAYBE)
        return super().on_visit(node)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._depth -= isinstance(original_node, _MAYBE)
        super().on_leave(original_node)

    def visit_Name(self, node: cst.Name) -> None:
        if m.matches(node, self._frame):
            self.is_lost = True

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        # A method may change the frame, but it reads nothing that an earlier one has not left there.
        if m.matches(node.value, self._frame):
            self.is_lost = True
        node.value.visit(self)
        return False

    def visit_AssignTarget(self, node: cst.AssignTarget) -> bool:
        names = self._columns(node.target)
        if names is None:
            return True
        self.made.update(names)
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        names = self._columns(node)
        if names is None:
            return True
        self.read += names if not self._depth else []
        return False

    def _columns(self, node: cst.CSTNode) -> list[str] | None:
        """The literal columns of `frame["a"]` or `frame[["a", "b"]]`; None for any other expression."""
        if not m.matches(node, m.Subscript(value=self._frame, slice=[m.SubscriptElement(slice=m.Index())])):
            return None
        assert isinstance(node, cst.Subscript)  # noqa: S101  for mypy
        index = node.slice[0].slice
        assert isinstance(index, cst.Index)  # noqa: S101  for mypy
        items = [each.value for each in index.value.elements] if isinstance(index.value, cst.List) else [index.value]
        values = [item.evaluated_value for item in items if isinstance(item, cst.SimpleString)]
        texts = [value for value in values if isinstance(value, str)]
        return texts if len(texts) == len(items) else None
