"""NB101: a name is used above the cell that defines it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context, cells_text
from nb2pipe.hazards.guards import is_automagic, is_demonstration, is_guarded
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.rules.nb102_undefined_name import is_given
from nb2pipe.model.accesses import Read
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Severity, Span
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.scopes import names_of_block


class UseBeforeDefinition(Rule):
    """A cell uses a name that only a later cell defines, or that only the cell itself defines, further down.

    The notebook worked because the cells were run in another order than they stand in. Run from top to bottom, as
    papermill, CI and a colleague do, it fails with a `NameError`.

    Move the definition above its first use. A function may use a name that is defined after it, as long as it is
    called after that.
    """

    code = RuleCode("NB101")
    name = "use-before-definition"
    severity = Severity.ERROR
    VALID = (
        notebook("x = 1", "y = x + 1"),
        notebook("def f():\n    return rate", "rate = 3", "f()"),
        notebook("y = x", "z = 1"),
        notebook("try:\n    x\nexcept NameError:\n    x = 0", "x = 1"),
        notebook("if 'x' not in globals():\n    x = 0\nelse:\n    print(x)", "x = 1"),
        notebook("print([x for x in range(3)])", "x = 1"),
        notebook(cell("x", "raises-exception"), "x = 1"),
        notebook("for i in range(3):\n    if i:\n        print(last)\n    last = i"),
        notebook("def f():\n    return rate\nrate = 3\nf()"),
        notebook("class Node:\n    def next(self) -> 'Node': ..."),
        notebook("from __future__ import annotations", "class Node:\n    def next(self) -> Node: ..."),
    )
    INVALID = (
        notebook("y = x + 1", "x = 1"),
        notebook("x += 1", "x = 0"),
        notebook("def f():\n    return rate", "f()", "rate = 3"),
        notebook("values = sorted(items, key=weight)", "items = []\ndef weight(item):\n    return item"),
        notebook(cell("capped = min(3, cap)", "step:data"), cell("cap = 2", "step:data")),
        notebook("rows = rows[1:]"),
        notebook("print([x for x in x])\nx = [1]"),
        notebook("class Node:\n    def next(self) -> Node: ..."),
        notebook("def f(start=f):\n    return start"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for facts, read in context.reads():
            if not is_used_early(context, facts, read):
                continue
            definers = context.binders_after(read.name, facts.index)
            where = f"below, in {cells_text(definers[:1])}" if definers else "only afterwards, by this cell itself"
            if definers:
                hint = f"move the definition of `{read.name}` above cell {facts.index}"
            else:
                hint = f"give `{read.name}` a first value; its cell may have been deleted"
            yield self.found(
                facts.index,
                self._span(context, facts, read),
                message=f"`{read.name}` is used here, but defined {where}",
                hint=hint,
                blocks=facts.role is not Role.SKIP,
            )

    def _span(self, context: Context, facts: CellFacts, read: Read) -> Span:
        """The name, or the statement whose call looks it up in a function of another cell."""
        if read.node is not None and context.home_of(read.node, facts.index) == facts.index:
            return context.span(facts.index, read.node)
        return context.statement_span(facts.index, read.statement)


def is_used_early(context: Context, facts: CellFacts, read: Read) -> bool:
    """Whether a cell needs a name that nothing has bound yet, though something below will."""
    if read.producer is not None or read.deleted_in is not None or is_demonstration(context, facts.index):
        return False
    is_bound_below = bool(context.binders_after(read.name, facts.index))
    if not is_bound_below and read.name not in facts.defs:
        return False
    home = context.home_of(read.node, facts.index)
    if not is_bound_below and not (home == facts.index and _is_bound_too_late(context, facts, read)):
        return False
    if home is not None and is_guarded(context.tree(home), read.node, read.name):
        return False
    return not context.legibility.may_have_named(read.name, facts.index) and not is_automagic(context, facts, read)


def _is_bound_too_late(context: Context, facts: CellFacts, read: Read) -> bool:
    """Whether no function or loop around the use of a name that the cell binds could have done so before."""
    tree, inner = context.tree(facts.index), read.node
    if is_given(read.name) or inner is None or tree.in_function(inner):
        return False
    for outer in tree.above(inner):
        is_first = isinstance(outer, cst.For) and inner is outer.iter
        if isinstance(outer, _REPEATING) and not is_first and read.name in names_of_block([outer]).bound:
            return False
        inner = outer
    return True


_REPEATING = (cst.For, cst.While, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
