"""Which cell looks like the notebook's parameters: literals near the top, or named or headed like settings."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence

import libcst as cst

from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, StatementFacts
from nb2pipe.model.code import ParsedCell, ParsedNotebook
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import CellType, has_parameters
from nb2pipe.syntax.plain_values import is_plain, takes_texts
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk
from nb2pipe.tagging.needs import Needs, binds_value, sets_state
from nb2pipe.tagging.outline import Heading

_HEADING = re.compile(
    r"\b(parameters?|config(uration)?|settings?|constants?|hyper-?parameters?|options)\b", re.IGNORECASE
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]+\Z")
#: Values that are long are data, not settings.
_LONGEST_TEXT = 120


def find_parameters(
    parsed: ParsedNotebook, analysis: Analysis, needs: Needs, headings: Sequence[Heading]
) -> int | None:
    """The cell that should be tagged `parameters`; None if there is one already, or none looks like it."""
    if any(has_parameters(cell.tags) for cell in parsed.notebook.cells):
        return None
    is_near_top = True
    for cell, facts in zip(parsed.cells, analysis.cells, strict=True):
        if facts.type is not CellType.CODE:
            continue
        if _is_assignments(facts) and not cell.cell.tags:
            is_plain_list = is_near_top and _is_short(facts) and not _has_imports(facts)
            looks_so = _is_headed(cell, headings[facts.index]) or _is_named(facts) or is_plain_list
            if looks_so and (is_near_top or len(_values(facts)) > 1):
                return facts.index if _is_used_and_stays(analysis, facts, needs) else None
        if any(binds_value(write) and name not in _constants(facts) for name, write in facts.writes.items()):
            is_near_top = False
    return None


def _constants(facts: CellFacts) -> frozenset[VarName]:
    return frozenset(name for statement in facts.statements if statement.is_constant for name in statement.writes)


def _values(facts: CellFacts) -> list[VarName]:
    """What the cell binds beside imports."""
    return [name for name in facts.defs if facts.writes[name].binding is BindingKind.VALUE]


def _has_imports(facts: CellFacts) -> bool:
    return len(_values(facts)) < len(facts.defs)


def _working(facts: CellFacts) -> list[StatementFacts]:
    """The statements that give the cell its meaning: neither imports nor seeds and options, which every step gets."""
    others = [each for each in facts.statements if not each.is_noise and not each.is_import]
    return [each for each in others if not sets_state(facts, each)]


def _is_assignments(facts: CellFacts) -> bool:
    working = _working(facts)
    return bool(working) and all(
        (statement.is_constant and not _works_out(statement.node)) or _is_setting(statement, facts)
        for statement in working
    )


def _is_setting(statement: StatementFacts, facts: CellFacts) -> bool:
    """`START = pd.Timestamp("2020-01-01")`: a plain value, made of nothing that other cells have computed."""
    is_assignment = isinstance(statement.node, cst.SimpleStatementLine) and all(
        isinstance(small, (cst.Assign, cst.AnnAssign)) for small in statement.node.body
    )
    taken = [facts.reads[name] for name in statement.reads if name in facts.reads and not is_pseudo(name)]
    return is_assignment and is_plain(statement.node) and all(r.binding is BindingKind.IMPORT for r in taken)


def _works_out(statement: cst.CSTNode) -> bool:
    """Whether it computes its value from others, which is no setting: `len("abc")`, `[n * n for n in range(3)]`."""
    for node in walk(statement):
        if isinstance(node, cst.BaseComp):
            return True
        if isinstance(node, cst.Call):
            function = node.func
            if hasattr(builtins, function.value) if isinstance(function, cst.Name) else not dotted_name(function):
                return True
    return False


def _is_headed(parsed: ParsedCell, heading: Heading) -> bool:
    first = parsed.cell.source.lstrip().split("\n")[0]
    is_headed = not heading.is_title and heading.cell >= 0 and _HEADING.search(heading.text) is not None
    return is_headed or (first.startswith("#") and _HEADING.search(first) is not None)


def _is_named(facts: CellFacts) -> bool:
    """Short values, all of them named in capitals."""
    return all(_CONSTANT.match(name) for name in _values(facts)) and _are_short(facts)


def _is_short(facts: CellFacts) -> bool:
    """Several short values."""
    return len(_values(facts)) > 1 and _are_short(facts)


def _are_short(facts: CellFacts) -> bool:
    return all(_is_short_value(statement.node) for statement in _working(facts))


def _is_short_value(statement: cst.CSTNode) -> bool:
    """A number, a short text, a path, or a few of them."""
    calls = [node for node in walk(statement) if isinstance(node, cst.Call)]
    if any(map(takes_texts, calls)):
        return True
    texts = [node.value for node in walk(statement) if isinstance(node, cst.SimpleString)]
    has_rows = any(isinstance(node, (cst.Dict, cst.Set)) for node in walk(statement))
    return not has_rows and len(texts) <= 1 and all(len(text) <= _LONGEST_TEXT for text in texts)


def _is_used_and_stays(analysis: Analysis, facts: CellFacts, needs: Needs) -> bool:
    later = analysis.cells[facts.index + 1 :]
    values = _values(facts)
    if any(name in other.writes or name in other.deletes for other in later for name in values):
        return False
    used = {need.name for need in needs.of_producer.get(facts.index, ())}
    return bool(used & set(values)) and all(facts.writes[name].kind is WriteKind.BIND for name in values)
