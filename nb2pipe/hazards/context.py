"""What rules ask about a notebook: facts by cell, steps, where a node stands, and the code around it."""

from __future__ import annotations

import builtins
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Protocol

import libcst as cst

from nb2pipe.hazards.legibility import Legibility
from nb2pipe.hazards.suppression import matches
from nb2pipe.hazards.tree import Tree
from nb2pipe.hazards.trees import Trees
from nb2pipe.model.accesses import Read, Write
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.code import ParsedCell, ParsedNotebook
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import WHOLE_CELL, Finding, Position, Span
from nb2pipe.model.ids import RuleCode, VarName, is_pseudo
from nb2pipe.syntax.locate import span_of

BUILTIN_NAMES = frozenset(dir(builtins))
NO_EXPORTS: Mapping[str, frozenset[str]] = {}


class Asked(Protocol):
    """A rule, as far as the context must know it."""

    code: ClassVar[RuleCode]
    name: ClassVar[str]

    def check(self, context: Context) -> Iterator[Finding]:
        """Find the hazard in a notebook."""


class Context:
    """A notebook as rules see it; everything is computed when it is first asked for."""

    def __init__(
        self,
        parsed: ParsedNotebook,
        analysis: Analysis,
        *,
        rules: Collection[Asked] = (),
        star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS,
        local_modules: frozenset[str] = frozenset(),
        folder: str = "",
        trees: Trees | None = None,
    ) -> None:
        self.parsed = parsed
        self.analysis = analysis
        self.notebook = parsed.notebook
        #: Module -> the names behind its star, where somebody has looked.
        self.star_exports = star_exports
        #: Modules that lie beside the notebook, where somebody has looked.
        self.local_modules = local_modules
        #: The notebook's folder as an absolute path with slashes, where it is known.
        self.folder = folder
        self._rules = rules
        self._raised: dict[RuleCode, tuple[Finding, ...]] = {}
        self._tree_of: dict[int, Tree] = {}
        #: What is known of the cells' code from one version of the notebook to the next.
        self.kept_trees = trees or Trees()
        self._modules = {cell.module: cell.cell.index for cell in parsed.cells if cell.module is not None}
        self.kept_trees.keep_only(self._modules)

    # Rules

    def findings_of(self, rule: Asked) -> tuple[Finding, ...]:
        """What a rule finds, before any comment keeps it quiet; each rule is applied once."""
        if rule.code not in self._raised:
            self._raised[rule.code] = ()
            self._raised[rule.code] = tuple(rule.check(self))
        return self._raised[rule.code]

    def is_raised(self, selector: str, cell: int) -> bool:
        """Whether a rule that the selector means finds something in the cell that a comment can keep quiet."""
        return any(not self.must_be_told(finding) for finding in self._found_by(selector, cell))

    def is_barred(self, selector: str, cell: int) -> bool:
        """Whether such a rule finds something there, but no comment can keep it quiet."""
        found = self._found_by(selector, cell)
        return bool(found) and all(map(self.must_be_told, found))

    def must_be_told(self, finding: Finding) -> bool:
        """Whether a finding stands in the way of a conversion that somebody wants."""
        return finding.blocks_export and self.has_steps

    def _found_by(self, selector: str, cell: int) -> list[Finding]:
        return [
            finding
            for rule in self._rules
            if matches(rule.code, rule.name, selector)
            for finding in self.findings_of(rule)
            if finding.cell == cell
        ]

    # Cells and steps

    @property
    def cells(self) -> tuple[CellFacts, ...]:
        """Facts of all cells, in document order."""
        return self.analysis.cells

    @cached_property
    def code(self) -> tuple[CellFacts, ...]:
        """Facts of the cells that have a tree."""
        return tuple(facts for facts in self.cells if self.parsed.cells[facts.index].module is not None)

    def source(self, cell: int) -> ParsedCell:
        """A cell with its tree."""
        return self.parsed.cells[cell]

    @cached_property
    def has_steps(self) -> bool:
        """Whether any cell is tagged as a step: only then is there something to convert."""
        return any(facts.tag is not None for facts in self.cells)

    def step_of(self, cell: int) -> str | None:
        """The step that a cell belongs to, as its tag without `step:`; None for cells of no step."""
        return self._steps[cell]

    @cached_property
    def _steps(self) -> tuple[str | None, ...]:
        return tuple(
            str(facts.tag).removeprefix("step:") if facts.role is Role.STEP and facts.tag is not None else None
            for facts in self.cells
        )

    def is_converted(self, cell: int) -> bool:
        """Whether the cell's own code runs in the package or its run notebook."""
        return self.cells[cell].role in (Role.STEP, Role.PARAMETERS) or (
            self.has_steps and self.cells[cell].role is Role.REPORT
        )

    # Names

    @cached_property
    def binders(self) -> dict[VarName, tuple[int, ...]]:
        """Cells that bind each name, in document order."""
        found: dict[VarName, list[int]] = {}
        for facts in self.code:
            for name in facts.defs:
                found.setdefault(name, []).append(facts.index)
        return {name: tuple(cells) for name, cells in found.items()}

    def binders_after(self, name: VarName, cell: int) -> tuple[int, ...]:
        """Cells below this one that bind the name."""
        cells = self.binders.get(name, ())
        return cells[bisect_right(cells, cell) :]

    def reads(self) -> Sequence[tuple[CellFacts, Read]]:
        """Every read of a variable from outside its cell."""
        return self._reads

    @cached_property
    def _reads(self) -> Sequence[tuple[CellFacts, Read]]:
        return [(facts, read) for facts in self.code for name, read in facts.reads.items() if not is_pseudo(name)]

    def step_reads(self) -> Iterator[tuple[CellFacts, str, Read]]:
        """Every read, of variables and of the world, by a cell of a step, with the step."""
        for facts in self.code:
            step = self.step_of(facts.index)
            if step is not None:
                for read in facts.reads.values():
                    yield facts, step, read

    def writes(self) -> Sequence[tuple[CellFacts, Write]]:
        """Every write of a variable."""
        return self._writes

    @cached_property
    def _writes(self) -> Sequence[tuple[CellFacts, Write]]:
        return [(facts, write) for facts in self.code for name, write in facts.writes.items() if not is_pseudo(name)]

    @cached_property
    def readers(self) -> dict[tuple[int, VarName], tuple[int, ...]]:
        """Cells that read what a cell had a part in, by that cell and the name."""
        found: dict[tuple[int, VarName], list[int]] = {}
        for facts in self.code:
            for read in facts.reads.values():
                for source in dict.fromkeys(source.cell for source in read.sources):
                    found.setdefault((source, read.name), []).append(facts.index)
        return {key: tuple(cells) for key, cells in found.items()}

    @cached_property
    def legibility(self) -> Legibility:
        """Which cells may bind names that their code does not show."""
        return Legibility(self.parsed, self.cells)

    # Effects

    def effects(self, *kinds: EffectKind) -> Iterator[tuple[CellFacts, Effect]]:
        """Effects of these kinds, in document order."""
        if self._effect_kinds.isdisjoint(kinds):
            return
        for facts in self.code:
            for effect in facts.effects:
                if effect.kind in kinds:
                    yield facts, effect

    @cached_property
    def _effect_kinds(self) -> frozenset[EffectKind]:
        return frozenset(effect.kind for facts in self.code for effect in facts.effects)

    def live_effects(self, *kinds: EffectKind) -> Iterator[tuple[CellFacts, Effect]]:
        """Effects of these kinds of cells that are not tagged to be skipped."""
        return ((facts, effect) for facts, effect in self.effects(*kinds) if facts.role is not Role.SKIP)

    # Code

    def tree(self, cell: int) -> Tree:
        """The cell's nodes with the way up."""
        tree = self._tree_of.get(cell)
        if tree is None:
            module = self.source(cell).module
            tree = self._tree_of[cell] = self.kept_trees.of(module) if module is not None else Tree(None)
        return tree

    def trees(self) -> Iterator[tuple[CellFacts, Tree]]:
        """Every cell that has a tree, with it."""
        for facts in self.code:
            yield facts, self.tree(facts.index)

    def span(self, cell: int, node: cst.CSTNode | None) -> Span:
        """Where the node stands in the cell; the start of the cell if it stands elsewhere."""
        if node is None or self.source(cell).module is None:
            return WHOLE_CELL
        return self.tree(cell).recall(("span", node), span_of, self.source(cell), node)

    def line(self, cell: int, line: int) -> Span:
        """A whole line of the cell, without its indentation."""
        lines = self.source(cell).cell.source.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Span(Position(line, len(text) - len(text.lstrip())), Position(line, len(text)))

    def statement_span(self, cell: int, statement: int) -> Span:
        """The first line of a top-level statement."""
        facts = self.cells[cell]
        node = facts.statements[statement].node if statement < len(facts.statements) else None
        span = self.span(cell, node)
        return span if span.start.line == span.end.line else self.line(cell, span.start.line)

    def home_of(self, node: cst.CSTNode | None, cell: int) -> int | None:
        """The cell in which the node stands: this one, or the one whose function it is part of."""
        if node is None:
            return None
        if node in self.tree(cell).parents:
            return cell
        module = self.kept_trees.home_of(node, self._modules)
        return None if module is None else self._modules[module]

    def is_only_deleted(self, facts: CellFacts, read: Read) -> bool:
        """Whether the cell takes the name only to `del` it: no value is needed for that."""
        if read.name not in facts.deletes or read.node is None or self.home_of(read.node, facts.index) != facts.index:
            return False
        return any(isinstance(outer, cst.Del) for outer in self.tree(facts.index).above(read.node))

    def place(self, node: cst.CSTNode | None, cell: int, statement: int) -> tuple[int, Span]:
        """The node's cell and span; the statement's, where the node is unknown."""
        home = self.home_of(node, cell)
        if home is None:
            return cell, self.statement_span(cell, statement)
        return home, self.span(home, node)

    def span_in(self, cell: int, node: cst.CSTNode | None, statement: int) -> Span:
        """The node's span if it stands in the cell, or else that of the statement by which the cell gets to it."""
        home, span = self.place(node, cell, statement)
        return span if home == cell else self.statement_span(cell, statement)

    def effect_span(self, facts: CellFacts, effect: Effect) -> Span:
        """Where a cell has the effect: the call, or the statement that calls the function which has it."""
        if effect.node is not None:
            span = self.span(facts.index, effect.node)
            if span != WHOLE_CELL:
                return span
        return self.statement_span(facts.index, effect.statement)


def quoted(names: Sequence[str]) -> str:
    """Such as `a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} and {marked[-1]}"


def cells_text(cells: Sequence[int]) -> str:
    """Such as `cell 3`, or `cells 3, 5 and 8`."""
    numbers = [str(cell) for cell in cells]
    if len(numbers) == 1:
        return f"cell {numbers[0]}"
    return f"cells {', '.join(numbers[:-1])} and {numbers[-1]}"
