"""NB115: a saved output is not what the code gives."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.constants import Constant, UnknownValueError, evaluate, note
from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import LONGEST_SAVED_TEXT, Cell, OutputKind
from nb2pipe.syntax.walk import walk

_LONGEST_SHOWN = 40
_LONGEST_LINE = 70
#: Shorter labels stand in any text.
_SHORTEST_LABEL = 3


class StaleOutput(Rule):
    """A saved output contradicts the code: it shows another value, or the cell can show none at all.

    The cell, or one above it, was changed after it was run; or the cells were run in another order. What readers see
    in the notebook is not what the pipeline will compute. Only values that follow from literals by arithmetic, in
    f-strings, lists and dicts, and the texts with which `print` begins are compared: much that is stale is not found.

    Run the notebook from top to bottom, and look at what changes.
    """

    code = RuleCode("NB115")
    name = "stale-output"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("rate = 3", count=1), cell("print('rate', rate * 2)", count=2, printed="rate 6\n")),
        notebook(cell("rate = 3", count=1), cell("rate / 2", count=2, result="1.5")),
        notebook(
            cell("rate = 1 / 3", count=1), cell("print(f'{rate:>6.1%}|{rate!r:.4}')", count=2, printed=" 33.3%|0.33")
        ),
        notebook(cell("x = load()", count=1, printed="loading"), cell("x", count=2, result="7")),
        notebook(cell("a = 1\nif b:\n    a = 2", count=1), cell("a", count=2, result="2")),
        notebook(cell("xs = ['a']\nys = xs\nys.append('b')", count=1), cell("print(len(xs))", count=2, printed="2\n")),
        notebook(
            cell("import os\nscore = fit()\nprint(f'Score: {score}')\nprint('Done.')", printed="Score:  3\nDone.\n")
        ),
        notebook(cell("%time x = 1", count=1, printed="CPU times: user 1 us")),
        notebook(cell("a = 1\ndef f():\n    global a\n    a = 2", count=1), cell("f()\na", count=2, result="2")),
    )
    INVALID = (
        notebook(cell("rate = 5", count=3), cell("print(rate * 2)", count=2, printed="6\n")),
        notebook(cell("rate = 5", count=3), cell("rate", count=2, result="3")),
        notebook(cell("who = 'b'", count=1), cell("print(f'hello {who}')", count=2, printed="hello a\n")),
        notebook(cell("x = 1", count=1, result="42")),
        notebook(cell("# nothing\nx = 'a'", count=1, printed="done\n")),
        notebook(cell("names = ['a', 'b']", count=1), cell("print(len(names))", count=2, printed="3\n")),
        notebook(cell("settings = {'rate': 0.1}", count=1), cell("settings", count=2, result="{'rate': 0.2}")),
        notebook(cell("a = 1; b = 2", count=1), cell("a + b", count=2, result="4")),
        notebook(cell("score = fit()", count=1), cell("print('Accuracy:', score)", count=2, printed="F1: 0.9\n")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each output that cannot be."""
        if not context.legibility.is_whole() or _shows_in_its_own_way(context):
            return
        if not any(_has_text(parsed.cell) for parsed in context.parsed.cells):
            return
        known: dict[str, Constant] = {}
        changed_late = _declared_global(context)
        for facts in context.code:
            parsed = context.source(facts.index)
            printed, result = _expected(facts, known, changed_late, is_asked=_has_text(parsed.cell))
            if not parsed.magics and not any(output.kind is OutputKind.ERROR for output in parsed.cell.outputs):
                yield from self._compare(context, facts, printed, result)

    def _compare(
        self, context: Context, facts: CellFacts, printed: str | None, result: str | None
    ) -> Iterator[Finding]:
        outputs = context.source(facts.index).cell.outputs
        shown = "".join(output.text for output in outputs if output.kind is OutputKind.STREAM)
        if shown and printed is not None and shown.strip() != printed.strip():
            yield self._stale(context, facts, shown, printed)
        for output in outputs:
            if output.kind is OutputKind.RESULT and output.text and result is not None and output.text != result:
                yield self._stale(context, facts, output.text, result)
        if shown and printed is None:
            yield from self._compare_labels(context, facts, shown)

    def _compare_labels(self, context: Context, facts: CellFacts, shown: str) -> Iterator[Finding]:
        """`print("Accuracy:", score)` leaves `Accuracy:` in the output, whatever the score is."""
        if len(shown) >= LONGEST_SAVED_TEXT or "clear_output" in context.source(facts.index).cell.source:
            return
        words = " ".join(shown.split())
        for own in facts.statements:
            label = " ".join(_label_of(own.node).split())
            if len(label) >= _SHORTEST_LABEL and label not in words:
                yield self._stale(context, facts, shown, f"{label} …", own.index)
                return

    def _stale(
        self, context: Context, facts: CellFacts, saved: str, expected: str, statement: int | None = None
    ) -> Finding:
        gives = f"the code gives `{_short(expected)}`" if expected else "the code shows nothing"
        last = len(facts.statements) - 1
        return self.found(
            facts.index,
            context.statement_span(facts.index, last if statement is None else statement),
            message=f"the saved output says `{_short(saved)}`, but {gives}",
            hint="run the notebook from top to bottom",
        )


def _shows_in_its_own_way(context: Context) -> bool:
    settings = ("ast_node_interactivity", "%precision")
    return any(setting in parsed.source for parsed in context.notebook.cells for setting in settings)


def _expected(
    facts: CellFacts, known: dict[str, Constant], changed_late: frozenset[str], *, is_asked: bool
) -> tuple[str | None, str | None]:
    """What the cell prints, and the text of its result; None where that cannot be known, empty for nothing."""
    printed: str | None = "" if is_asked else None
    result: str | None = "" if facts.statements and is_asked else None
    for own in facts.statements:
        is_last = own is facts.statements[-1]
        if printed is not None or (is_last and is_asked):
            text, value = _shown_by(own.node, known)
            printed = printed + text if printed is not None and text is not None else None
            if is_last:
                result = value
        note(own.node, known, own.writes)
        for name in changed_late:
            known.pop(name, None)
    if any(effect.kind is EffectKind.STAR_IMPORT for effect in facts.effects):
        known.clear()
    return (printed if facts.statements else None), result


def _shown_by(node: cst.BaseStatement, known: dict[str, Constant]) -> tuple[str | None, str | None]:
    """What a statement prints, and the text of its value as a cell's result."""
    if not isinstance(node, cst.SimpleStatementLine):
        return None, ""
    if len(node.body) != 1:
        return None, None
    statement = node.body[0]
    if not isinstance(statement, cst.Expr):
        # Whatever is called, imported or looked up may print.
        is_mute = isinstance(statement, cst.Assign) and _MAY_PRINT.isdisjoint(map(type, walk(statement)))
        return "" if is_mute else None, ""
    match statement.value:
        case cst.Call(func=cst.Name(value="print"), args=args) if "print" not in known:
            try:
                values = [evaluate(arg.value, known) for arg in args if arg.keyword is None and not arg.star]
            except UnknownValueError:
                return None, None
            return (" ".join(map(str, values)) + "\n", "") if len(values) == len(args) else (None, None)
    try:
        value = evaluate(statement.value, known)
    except UnknownValueError:
        return None, None
    shown = "" if value is None else repr(value)
    # IPython breaks what is longer.
    return "", shown if len(shown) <= _LONGEST_LINE else None


def _label_of(node: cst.BaseStatement) -> str:
    """The text with which a statement begins what it prints: of `print("Accuracy:", score)`, or of an f-string."""
    match node:
        case cst.SimpleStatementLine(
            body=[
                cst.Expr(
                    value=cst.Call(func=cst.Name(value="print"), args=[cst.Arg(keyword=None, star="") as first, *rest])
                )
            ]
        ) if not any(arg.keyword is not None and arg.keyword.value == "file" for arg in rest):
            if isinstance(first.value, cst.SimpleString):
                text = first.value.evaluated_value
                return text if isinstance(text, str) else ""
            parts = first.value.parts if isinstance(first.value, cst.FormattedString) else ()
            begins = parts[0].value if parts and isinstance(parts[0], cst.FormattedStringText) else ""
            return "" if "\\" in begins else begins.partition("{{")[0]
    return ""


#: Code of these types may run code that is not seen.
_MAY_PRINT = frozenset({cst.Call, cst.Attribute, cst.Subscript, cst.Await})


def _declared_global(context: Context) -> frozenset[str]:
    """Names that functions bind whenever they are called."""
    return frozenset(item.name.value for _, tree in context.trees() for node in tree.all(cst.Global)
                     for item in node.names)  # fmt: skip


def _has_text(cell: Cell) -> bool:
    return any(output.text for output in cell.outputs if output.kind in (OutputKind.STREAM, OutputKind.RESULT))


def _short(text: str) -> str:
    line = " ".join(text.split()).replace("`", "'")
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
