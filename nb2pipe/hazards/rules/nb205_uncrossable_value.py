"""NB205: a value that no other process can be given goes from one step to another."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.accesses import BindingKind, Read, Uncrossable
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class UncrossableValue(Rule):
    """A step uses a generator, an open file, a connection or a lock that another step has made.

    Steps may run in different processes, on different days. What cannot be stored cannot go from one to the other,
    and what has a position (a file, a generator) would have another one there. `export` puts the
    cells that share such a value into one step, and says so.

    Make it where it is used, pass on what comes out of it (`list(rows)`, the text that was read), or give both
    cells the same step.
    """

    code = RuleCode("NB205")
    name = "uncrossable-value"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("rows = (i for i in range(3))", "step:data"), cell("total = sum(rows)", "step:data")),
        notebook(cell("rows = [i for i in range(3)]", "step:data"), cell("total = sum(rows)", "step:train")),
        notebook(cell("with open('a.txt') as f:\n    text = f.read()", "step:data"), cell("print(text)", "step:train")),
        notebook("f = open('a.txt')", "f.read()"),
        notebook(cell("f = open('a.txt')\nf.close()", "step:data"), cell("del f", "step:train")),
    )
    INVALID = (
        notebook(cell("rows = (i for i in range(3))", "step:data"), cell("total = sum(rows)", "step:train")),
        notebook(cell("f = open('a.txt')", "step:data"), cell("text = f.read()", "step:train")),
        notebook(
            cell("import sqlite3\ncfg = {'db': sqlite3.connect(':memory:')}", "step:data"),
            cell("cfg['db'].execute('select 1')", "step:feature"),
        ),
        notebook(cell("for _ in range(2):\n    import math", "step:data"), cell("x = math.pi", "step:train")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each step and name."""
        seen: set[tuple[str, str]] = set()
        for facts, read in context.reads():
            step = context.step_of(facts.index)
            if step is None or (step, read.name) in seen:
                continue
            for origin, part in crossing_parts(context, step, read):
                if context.is_only_deleted(facts, read):
                    break
                seen.add((step, read.name))
                where = "" if part.path == read.name else f" (`{part.path}`)"
                home = context.home_of(read.node, facts.index)
                is_own = home == facts.index
                yield self.found(
                    facts.index,
                    context.span(facts.index, read.node)
                    if is_own
                    else context.statement_span(facts.index, read.statement),
                    message=f"`{read.name}`{where} is {_article(part.what)}, made in step `{context.step_of(origin)}` "
                    f"(cell {origin}); it cannot go to another process, so export makes one step of these cells",
                    hint="make it in the step that uses it, pass on its contents, or give both cells the same step",
                )
                break


def crossing_parts(context: Context, step: str, read: Read) -> Iterator[tuple[int, Uncrossable]]:
    """Parts of the value that cannot cross, with the cell of another step that they come from."""
    cells = dict.fromkeys([*([read.producer] if read.producer is not None else []), *(s.cell for s in read.sources)])
    for origin in cells:
        other = context.step_of(origin)
        write = context.cells[origin].writes.get(read.name)
        if other is None or other == step or write is None:
            continue
        if write.binding is BindingKind.IMPORT:
            if context.cells[origin].keeps_import(read.name):
                yield origin, Uncrossable("module", read.name)
            continue
        for part in write.uncrossable:
            yield origin, part


def _article(what: str) -> str:
    return f"{'an' if what[:1] in 'aeio' else 'a'} {what}" if what[:1].islower() and "(" not in what else what
