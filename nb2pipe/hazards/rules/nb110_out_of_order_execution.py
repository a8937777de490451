"""NB110: the cells were run in another order than they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from nb2pipe.hazards.context import Context, cells_text, quoted
from nb2pipe.hazards.guards import is_demonstration
from nb2pipe.hazards.outside import described
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.rules.nb101_use_before_definition import is_used_early
from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Edge
from nb2pipe.model.findings import WHOLE_CELL, Finding, Severity
from nb2pipe.model.ids import CWD, SEARCH_PATH, RuleCode, VarName, is_pseudo

#: Sources of each name that a cell uses: (cell, name) -> cells.
_Sources = dict[tuple[int, VarName], frozenset[int]]


class OutOfOrderExecution(Rule):
    """The execution counts show another order than the document, and it makes a difference.

    The saved outputs come from the order of the counts. A package, papermill and everybody else run the document
    from top to bottom, so a cell that gets a name from another place gives another result. It is an error where
    the document's order fails, a warning where it gives something else, an info where the swapped cells do not
    depend on each other.

    Run the notebook from top to bottom in a fresh kernel (`Restart Kernel and Run All Cells`), see whether the
    results are still those you want, and move cells until they are.
    """

    code = RuleCode("NB110")
    name = "out-of-order-execution"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("x = 1", count=1), cell("y = x", count=2)),
        notebook("x = 1", "y = x"),
    )
    INVALID = (
        notebook(cell("x = 1", count=1), cell("y = x", count=3), cell("x = 2", count=2)),
        notebook(cell("y = x", count=2), cell("x = 1", count=1)),
        notebook(cell("x = 1", count=2), cell("y = 2", count=1)),
        notebook(cell("p = ['a']", count=1), cell("n = len(p)", count=3), cell("p.append('b')", count=2)),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell that gets other values; one for the notebook if none does."""
        order = context.analysis.recorded_order
        if not order or _is_mixed(context):
            return
        document, recorded = _sources(context.analysis.edges), _sources(context.analysis.recorded_edges)
        changed: defaultdict[int, list[VarName]] = defaultdict(list)
        for key in sorted(document.keys() | recorded.keys()):
            if _is_import(context, *key):
                continue
            if key[0] in order and document.get(key, frozenset()) & set(order) != recorded.get(key, frozenset()):
                changed[key[0]].append(key[1])
        for index, names in sorted(changed.items()):
            if not is_demonstration(context, index):
                yield self._changed(context, index, names, document, recorded)
        if not changed:
            first = next(index for position, index in enumerate(order) if index != sorted(order)[position])
            yield self.found(
                first,
                message="the cells were run in another order than they stand in, which makes no difference here",
                hint="run the notebook from top to bottom once more",
                severity=Severity.INFO,
            )

    def _changed(
        self, context: Context, index: int, names: list[VarName], document: _Sources, recorded: _Sources
    ) -> Finding:
        facts = context.cells[index]
        failing = [n for n in names if n in facts.reads and is_used_early(context, facts, facts.reads[n])]
        shown = failing or [name for name in names if not is_pseudo(name)] or names
        name = shown[0]
        what = described(name) if is_pseudo(name) else quoted(shown)
        was, would = recorded.get((index, name), frozenset()), document.get((index, name), frozenset())
        before = cells_text(sorted(was)) if was else ""
        after = cells_text(sorted(would)) if would else ""
        if failing:
            message = f"this cell was run after {before}, from where it has {what}; in the document's order it fails"
        elif not was:
            message = f"this cell was run before {after}, from where it would now get {what}"
        elif not would:
            message = f"this cell was run after {before}, which changed {what}; in the document it comes before"
        else:
            message = f"when this cell was run, {what} came from {before}; the document takes it from {after}"
        read = facts.reads.get(name)
        is_own = read is not None and context.home_of(read.node, index) == index
        only_options = all(n.startswith(("option:", "env:")) or n in (CWD, SEARCH_PATH) for n in names)
        return self.found(
            index,
            context.span(index, read.node) if read is not None and is_own else WHOLE_CELL,
            message=message,
            hint="restart the kernel, run all cells, and move cells until the results are the ones you want",
            severity=Severity.ERROR if failing else Severity.INFO if only_options else None,
        )


def _sources(edges: Iterable[Edge]) -> _Sources:
    found: defaultdict[tuple[int, VarName], set[int]] = defaultdict(set)
    for edge in edges:
        for name in edge.names:
            found[edge.target, name].add(edge.source)
    return {key: frozenset(cells) for key, cells in found.items()}


def _is_import(context: Context, cell: int, name: VarName) -> bool:
    """Whether the name is an import that the document's order has: imported once or again, it is the same module."""
    read = context.cells[cell].reads.get(name)
    return read is not None and read.producer is not None and read.binding is BindingKind.IMPORT


def _is_mixed(context: Context) -> bool:
    counts = [facts.cell.execution_count for facts in context.parsed.code() if facts.cell.execution_count]
    return len(counts) != len(set(counts))
