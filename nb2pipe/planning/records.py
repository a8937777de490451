"""What became of every cell, for the manifest; and what the package must have installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import libcst as cst

from nb2pipe.model.analysis import CellFacts, Role, StatementFacts
from nb2pipe.model.code import Magic, MagicFate
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.notebook import CellType
from nb2pipe.model.plan import CellFate, CellRecord, Import, Step
from nb2pipe.planning.defined import imports_in
from nb2pipe.planning.displays import BESIDE, shown_statements
from nb2pipe.planning.twin import Twin
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line
from nb2pipe.syntax.scopes import dotted_name

_FATES = {
    Role.STEP: CellFate.STEP, Role.PARAMETERS: CellFate.PARAMETERS, Role.IMPORT: CellFate.IMPORT,
    Role.DEFINITION: CellFate.DEFINITION, Role.REPORT: CellFate.REPORT, Role.SKIP: CellFate.SKIP,
    Role.UNTAGGED: CellFate.DROPPED,
}  # fmt: skip
#: A line that imports inside of a function, a branch or a `try`.
_INNER_IMPORT = re.compile(r"(^[ \t]+|:[ \t]*)(import|from)\b", re.MULTILINE)
#: Methods and functions that return None, or something that nobody calls them to see.
_GIVE_NOTHING = frozenset({
    "append", "extend", "insert", "remove", "clear", "sort", "reverse", "add", "update", "discard", "seed", "shuffle",
    "basicConfig", "copyto", "debug", "error", "fill_diagonal", "filterwarnings", "fit", "grid", "info", "legend",
    "makedirs", "mkdir", "save", "savefig", "savetxt", "savez", "savez_compressed", "setLevel", "set_option",
    "set_title", "set_xlabel", "set_xlim", "set_ylabel", "set_ylim", "simplefilter", "sleep", "tight_layout", "to_csv",
    "to_excel", "to_feather", "to_parquet", "to_pickle", "warning",
})  # fmt: skip
#: Those that do so where they are told a file.
_GIVE_TEXT = frozenset({"to_html", "to_json", "to_latex", "to_markdown", "to_string"})
_WRITERS = ("json.dump", "pickle.dump")
_MAGIC_NOTES = {
    MagicFate.DROPPED: "left out, it changes no value",
    MagicFate.BODY_KEPT: "left out, its statements stay",
    MagicFate.TRANSLATED: "rewritten as Python",
    MagicFate.INSTALL: "left out, packages are requirements",
    MagicFate.UNSUPPORTED: "left out, it has no meaning outside IPython",
}


def cell_records(
    shop: Workshop, twin: Twin, undefined: Mapping[int, Mapping[VarName, str]], kept: AbstractSet[StepName]
) -> tuple[CellRecord, ...]:
    """One record for each cell of the document.

    `undefined` is what cells define and the package does not, `kept` are the steps that have anything to do.
    """
    return tuple(_record(shop, facts, twin, undefined.get(facts.index, {}), kept) for facts in shop.analysis.cells)


def _record(
    shop: Workshop,
    facts: CellFacts,
    twin: Twin,
    undefined: Mapping[VarName, str],
    kept: AbstractSet[StepName],
) -> CellRecord:
    parsed = shop.parsed.cells[facts.index]
    notes = [_magic_note(magic) for magic in parsed.magics if facts.role is not Role.SKIP]
    step = shop.names[shop.of_cell[facts.index]] if facts.index in shop.of_cell else None
    fate = _FATES[facts.role]
    if step is not None and step not in kept:
        step, fate = None, _fate_without_step(facts, undefined)
    if facts.type is not CellType.CODE:
        fate = CellFate.MARKDOWN if facts.type is CellType.MARKDOWN else CellFate.SKIP
    elif not parsed.cell.source.strip():
        fate = CellFate.EMPTY
    elif facts.index in twin.left_out:
        fate = CellFate.DROPPED
        notes.append(twin.left_out[facts.index])
    elif facts.role in (Role.IMPORT, Role.UNTAGGED) and any(s.cell == facts.index for s in shop.settings):
        fate = CellFate.SETTING
        if any(effect.kind is EffectKind.PYPLOT for effect in facts.effects):
            notes.append("what it draws is shown nowhere; a cell tagged `step:report` would show it")
    elif facts.role is Role.UNTAGGED and all(each.is_import or each.defines for each in facts.statements):
        fate = CellFate.DEFINITION
    elif facts.role is Role.UNTAGGED:
        notes.append("no step, and no step needs it")
    if facts.index in shop.of_cell or facts.role in BESIDE:
        notes.extend(_display_notes(shop, facts, twin))
    notes.extend(f"`{name}`: cannot be imported, {reason}" for name, reason in undefined.items())
    return CellRecord(facts.index, facts.id, fate, step, tuple(notes))


def _fate_without_step(facts: CellFacts, undefined: Mapping[VarName, str]) -> CellFate:
    """Of a tagged cell whose step has nothing to do: all that it has stands elsewhere, or nowhere."""
    stands_elsewhere = any(each.is_import or each.defines or each.is_constant for each in facts.statements)
    return CellFate.DEFINITION if stands_elsewhere and not undefined else CellFate.DROPPED


def _magic_note(magic: Magic) -> str:
    return f"`{magic.text.strip()}`: {_MAGIC_NOTES[magic.fate]}"


def _display_notes(shop: Workshop, facts: CellFacts, twin: Twin) -> Iterator[str]:
    """What became of each expression that only shows something."""
    module = shop.parsed.cells[facts.index].module
    assert module is not None
    seen = {statement.index for statement in shown_statements(facts)}
    # The run notebook has the fitted model instead.
    is_fitted = facts.index in twin.displays and not twin.displays[facts.index].statements
    for statement in facts.statements:
        if statement.index in twin.drawn.get(facts.index, ()):
            continue
        bare = on_own_line(statement.node).with_changes(leading_lines=[])
        text = module.code_for_node(bare).strip().replace("\n", " ")[:80]
        if statement.is_display:
            yield f"{_fate_of_display(statement.index in seen, twin, facts.index)}: `{text}`"
        elif facts.role is Role.STEP and not is_fitted and _may_show_value(facts, statement):
            yield f"runs in the step, which shows no value: `{text}`"


def _may_show_value(facts: CellFacts, statement: StatementFacts) -> bool:
    """Whether the notebook may have an output for a statement that computes as well."""
    own = [effect for effect in facts.effects if effect.statement == statement.index]
    prints = any(e.kind is EffectKind.PYPLOT or (e.kind is EffectKind.SHOW and e.target) for e in own)
    is_last = statement is facts.statements[-1] and any(effect.kind is EffectKind.SHOW for effect in own)
    return is_last and not prints and not _gives_nothing(statement.node)


def _gives_nothing(node: cst.BaseStatement) -> bool:
    """Whether it is a call such as `names.append(name)`, or one that says `inplace=True`."""
    small = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    call = small.value if isinstance(small, cst.Expr) else None
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute):
        return False
    name = call.func.attr.value
    is_writing = name in _GIVE_TEXT and any(each.keyword is None for each in call.args)
    return name in _GIVE_NOTHING or is_writing or dotted_name(call.func) in _WRITERS or says(call, "inplace", "True")


def _fate_of_display(is_seen: bool, twin: Twin, cell: int) -> str:
    if not is_seen:
        return "left out, nothing comes of its value"
    reason = twin.hidden.get(cell)
    return f"left out, {reason}" if reason else "shown only in the run notebook"


def requirements_of(shop: Workshop, steps: Sequence[Step], library_imports: Sequence[Import]) -> tuple[str, ...]:
    """Roots of everything that is imported, standard library and the notebook's own folder left out."""
    roots = {item.root for step in steps for item in step.imports if not item.level}
    roots |= {item.root for step in steps for definition in step.definitions for item in definition.imports}
    roots |= {item.root for item in library_imports}
    named = _named_outside_skipped(shop)
    for facts in shop.analysis.cells:
        if facts.role is Role.SKIP:
            imported = (each for s in facts.statements if s.is_import for each in imports_in(s.node, {}))
            roots |= {each.root for each in imported if not each.level and each.binds in named}
            continue
        # Most cells import nothing inside of another statement, and a look at each of their nodes takes its time.
        looks_inside = _INNER_IMPORT.search(shop.analysis.notebook.cells[facts.index].source)
        for statement in facts.statements:
            if statement.is_import:
                roots |= {item.root for item in imports_in(statement.node, {}) if not item.level}
            elif looks_inside:
                roots |= _inner_roots(statement.node)
    if "sklearn" in roots and any("scipy." in each.annotation for step in steps for each in step.outputs):
        # What scikit-learn gives is of classes of scipy's, which it brings along.
        roots.add("scipy")
    return tuple(sorted(root for root in roots if root and root not in sys.stdlib_module_names))


def _named_outside_skipped(shop: Workshop) -> frozenset[str]:
    """Names that the code of those cells uses of which the package has something."""
    cells = (facts for facts in shop.analysis.cells if facts.role is not Role.SKIP)
    return frozenset().union(*(free_names([s.node for s in facts.statements]).all for facts in cells))


def optional_requirements(shop: Workshop) -> frozenset[str]:
    """Roots that the notebook tries to import and can do without."""
    tries = [
        node
        for facts in shop.analysis.cells
        for statement in facts.statements
        if "try" in shop.analysis.notebook.cells[facts.index].source
        for node in _nodes(statement.node)
        if isinstance(node, cst.Try) and node.handlers
    ]
    return frozenset(root for node in tries for root in _inner_roots(node.body))


def _inner_roots(node: cst.CSTNode) -> set[str]:
    return {item.root for line in _lines(node) for item in imports_in(line, {}) if not item.level}


def _lines(node: cst.CSTNode) -> Iterator[cst.SimpleStatementLine]:
    """The simple statements in a node."""
    for each in _nodes(node):
        if isinstance(each, cst.SimpleStatementSuite):
            yield cst.SimpleStatementLine(each.body)
        elif isinstance(each, cst.SimpleStatementLine):
            yield each


def _nodes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and what is in it, down to simple statements."""
    yield node
    if not isinstance(node, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        for child in node.children:
            yield from _nodes(child)
