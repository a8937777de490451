"""What cells of steps and reports take from cells that are not converted with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.model.accesses import BindingKind, Read, WriteKind
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Span
from nb2pipe.model.ids import is_pseudo
from nb2pipe.syntax.lines import only_part

_CONTAINERS = frozenset({"dict", "list", "set", "defaultdict", "OrderedDict"})
#: What moves a generator on.
_TAKING = (EffectKind.DRAW, EffectKind.ADVANCE)


@dataclass(frozen=True, slots=True)
class Need:
    """A cell uses what another cell, which stays behind, has bound or changed."""

    reader: CellFacts
    read: Read
    source: CellFacts
    #: The source changes what another cell has bound.
    is_change: bool

    def span(self, context: Context) -> Span:
        """The name in the reader, or the statement that calls the function which uses it."""
        return context.span_in(self.reader.index, self.read.node, self.read.statement)


def find_needs(context: Context, *, readers: Collection[Role], sources: Collection[Role]) -> Iterator[Need]:
    """Needs of cells in some roles from cells in others."""
    if not context.has_steps:
        return
    for facts in context.code:
        if facts.role not in readers:
            continue
        for read in facts.reads.values():
            for source in read.sources:
                origin = context.cells[source.cell]
                if (
                    origin.role in sources
                    and _is_value(context, origin, read)
                    and not context.is_only_deleted(facts, read)
                ):
                    write = origin.writes.get(read.name)
                    yield Need(facts, read, origin, write is not None and write.kind is not WriteKind.BIND)
                    break


def _is_value(context: Context, origin: CellFacts, read: Read) -> bool:
    if is_pseudo(read.name):
        return _is_moved(context, origin, read)
    write = origin.writes.get(read.name)
    if write is None:
        return False
    # Imports, definitions and constants go where they are used, whatever cell they stand in; not those of a loop.
    if write.statement < len(origin.statements) and origin.statements[write.statement].is_constant:
        return False
    # What is made empty and filled by definitions alone goes with them, or the plan says why not.
    writers = [statement for statement in origin.statements if read.name in statement.writes]
    if len(writers) > 1 and _makes_empty(writers[0].node) and all(each.defines for each in writers[1:]):
        return False
    return write.binding is BindingKind.VALUE or write.kind is not WriteKind.BIND or origin.keeps_import(read.name)


def _makes_empty(node: cst.BaseStatement) -> bool:
    """Whether it is `NAME = {}`, or another container with nothing in it."""
    small = only_part(node)
    value = small.value if isinstance(small, (cst.Assign, cst.AnnAssign)) else None
    if isinstance(value, (cst.Dict, cst.List)):
        return not value.elements
    return isinstance(value, cst.Call) and isinstance(value.func, cst.Name) and value.func.value in _CONTAINERS


def _is_moved(context: Context, origin: CellFacts, read: Read) -> bool:
    """Whether the cell leaves a file, or draws from a seeded generator, so that what comes after is another."""
    kind, _, target = read.name.partition(":")
    if kind == "file" and target != "*":
        return any(effect.kind is EffectKind.WRITE_FILE and effect.certain for effect in origin.effects)
    if kind == "random":
        takes = any(effect.kind in _TAKING and effect.target == target for effect in origin.effects)
        return takes and is_seeded(context, target, origin.index)
    return False


def is_seeded(context: Context, library: str, cell: int, statement: int | None = None) -> bool:
    """Whether a cell up to this one, or a statement of it up to this one, seeds the library's global generator."""
    return any(
        effect.kind is EffectKind.SEED
        and effect.target == library
        and (facts.index < cell or statement is None or effect.statement <= statement)
        for facts in context.code
        if facts.index <= cell
        for effect in facts.effects
    )


def described(name: str) -> str:
    """A variable, or what a pseudo variable stands for."""
    kind, _, target = name.partition(":")
    if not is_pseudo(name):
        return f"`{name}`"
    return {
        "file": f"the file `{target}`",
        "random": f"the state of `{target}`'s random generator",
        "option": f"an option of `{target}`",
        "env": f"the environment variable `{target}`",
    }.get(kind, f"`{name}`")
