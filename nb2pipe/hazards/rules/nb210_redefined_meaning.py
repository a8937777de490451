"""NB210: a name means another thing in another step."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.accesses import BindingKind, Write, WriteKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName

#: Types that people take for one thing.
_GROUPS = {
    "DataFrame": "table", "Series": "table", "ndarray": "table", "pandas": "table", "Index": "table",
    "int": "number", "float": "number", "scalar": "number", "bool": "number", "complex": "number",
    "list": "collection", "tuple": "collection", "range": "collection", "iterator": "collection", "set": "collection",
    "str": "text", "path": "text", "dict": "mapping", "estimator": "estimator", "function": "function",
    "class": "class",
}  # fmt: skip


class RedefinedMeaning(Rule):
    """Two steps bind the same name to values of different kinds, and other steps use both.

    Which one a cell gets depends on where it stands; moving it, or a tag, gives it the other one.

    Give the second value a name of its own.
    """

    code = RuleCode("NB210")
    name = "redefined-meaning"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("x = 1", "step:data"), cell("x = 2", "step:feature"), cell("print(x)", "step:train")),
        notebook("x = 1", "print(x)", "x = 'a'", "print(x)"),
        notebook(cell("i = 1", "step:data"), cell("i = 'a'", "step:feature")),
    )
    INVALID = (
        notebook(
            cell("result = [1, 2]", "step:data"),
            cell("n = len(result)", "step:feature"),
            cell("result = {'a': n}", "step:train"),
            cell("print(result)", "step:serve"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each name, at the binding that changes its meaning."""
        bound: dict[VarName, tuple[CellFacts, Write]] = {}
        for facts, write in context.writes():
            if (
                write.kind is not WriteKind.BIND
                or write.type not in _GROUPS
                or not self._crosses(context, facts, write)
            ):
                continue
            before = bound.get(write.name)
            bound[write.name] = (facts, write)
            if before is None or _GROUPS[before[1].type] == _GROUPS[write.type]:
                continue
            if context.step_of(before[0].index) == context.step_of(facts.index):
                continue
            yield self.found(
                facts.index,
                context.span_in(facts.index, write.node, write.statement),
                message=f"`{write.name}` is a `{write.type}` here; "
                f"in cell {before[0].index} it is a `{before[1].type}`, and other steps use both",
                hint="give one of them another name",
            )

    def _crosses(self, context: Context, facts: CellFacts, write: Write) -> bool:
        step = context.step_of(facts.index)
        if step is None or write.binding is not BindingKind.VALUE:
            return False
        return any(context.step_of(r) not in (None, step) for r in context.readers.get((facts.index, write.name), ()))
