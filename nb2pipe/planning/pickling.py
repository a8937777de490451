"""Values that a step's own code pickles, and that hold a function or a class which stays inside the step."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, StatementFacts
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import VarName
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.notices import blocking
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.locate import span_of
from nb2pipe.syntax.walk import walk

#: What writes functions and classes by the name of their module, which has to have them at its top level.
_PICKLERS = frozenset({"joblib.dump", "pickle.dump", "pickle.dumps", "torch.save", "pandas.to_pickle"})


def pickled_inside(
    parsed: ParsedNotebook, analysis: Analysis, definitions: Definitions, steps: set[int]
) -> Iterator[Finding]:
    """In the notebook such a value can be pickled: there every function stands at the top level."""
    for cell in sorted(steps):
        facts = analysis.cells[cell]
        if _PICKLERS.isdisjoint((*facts.calls, *facts.calls_inside)):
            continue
        for statement in facts.statements:
            for call in _pickling_calls(facts, statement):
                found = _in_call(parsed, analysis, definitions, facts, call)
                if found is not None:
                    yield found


def _pickling_calls(facts: CellFacts, statement: StatementFacts) -> Iterator[cst.Call]:
    """Calls of a pickler; where functions of the notebook call one, every call of a statement that writes a file."""
    writes = any(e.kind is EffectKind.WRITE_FILE and e.statement == statement.index for e in facts.effects)
    is_inside = writes and not _PICKLERS.isdisjoint(facts.calls_inside)
    lasts = {name.rpartition(".")[2] for name in _PICKLERS}
    for node in walk(statement.node):
        if type(node) is cst.Call and (is_inside or called_name(node) in lasts):
            yield node


def _in_call(
    parsed: ParsedNotebook, analysis: Analysis, definitions: Definitions, facts: CellFacts, call: cst.Call
) -> Finding | None:
    for name in dict.fromkeys(n.value for arg in call.args for n in walk(arg.value) if type(n) is cst.Name):
        for held in sorted(_held(analysis, facts, VarName(name))):
            own = definitions.defined.get(held)
            if own and not own[0].is_constant and not definitions.is_closed(held):
                what = "is pickled here and" if held == name else f"is pickled here and holds `{held}`, which"
                return blocking(
                    "NB205",
                    "uncrossable-value",
                    facts.index,
                    f"`{name}` {what} {definitions.why_inside(held)}: no module can have it, from which the file could "
                    "be loaded",
                    f"Give `{held}` what it uses as arguments, and define it once.",
                    span_of(parsed.cells[facts.index], call),
                )
    return None


def _held(analysis: Analysis, facts: CellFacts, name: VarName) -> frozenset[VarName]:
    """The name itself, and functions and classes of the notebook that its value holds."""
    read = facts.reads.get(name)
    writes = [facts.writes.get(name)]
    if read is not None and read.producer is not None:
        writes.append(analysis.cells[read.producer].writes.get(name))
    return frozenset({name}).union(*(write.holds for write in writes if write is not None))
