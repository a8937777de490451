"""Observations, or what the code shows without them -> `contracts.py`, plain Python that a reader can change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import groupby

import libcst as cst

from nb2pipe.emitters.imports import from_import, import_statements
from nb2pipe.emitters.nodes import assign, call, docstring, literal, render, with_blank_before
from nb2pipe.emitters.readings import schema_in_code
from nb2pipe.model.observations import ColumnSchema, ValueSchema
from nb2pipe.model.plan import Output, PipelinePlan, Step

_DOC = """What flows between the steps: columns, dtypes, ranges, missing values and categories.

{source}
`python -m {name}` warns of what breaks a contract, and ends with `--contracts error`.
"""
_SEEN = "All that `nb2pipe export --trace` saw in the notebook; change what should be stricter or laxer."
_READ = (
    "Only what the code shows: which outputs are frames or arrays, and columns that later steps read. "
    'Add what else must hold, such as `Column("float64", minimum=0)`; a traced export fills in what a run shows.'
)


#: Enough digits for the largest double to the sixth of its own.
_EXACT = Context(prec=400)


def emit_contracts(plan: PipelinePlan) -> bytes:
    """A contract for each output that holds rows, step by step."""
    entries = []
    for step, schemas in groupby(contracted(plan), key=lambda entry: entry[0]):
        pairs = [_entry(name, _contract(schema)) for _, name, schema in schemas]
        entries.append(_entry(step, _dict(pairs)))
    contracts = assign(cst.Name("CONTRACTS"), _dict(entries))
    typed = cst.AnnAssign(
        cst.Name("CONTRACTS"),
        cst.Annotation(cst.parse_expression("Mapping[str, Mapping[str, Contract]]")),
        contracts.body[0].value,  # type: ignore[attr-defined]  # it is an assignment
    )
    used = {_class(schema) for _, _, schema in contracted(plan)}
    used |= {"Column"} if any(schema.columns for _, _, schema in contracted(plan)) else set()
    names = ["Contract", *sorted(used)]
    imports = import_statements(
        [from_import("collections.abc", "Mapping"), *(from_import(f"{plan.name}.schemas", name) for name in names)],
        package=plan.name,
    )
    text = _DOC.format(name=plan.name, source=_READ if plan.observed is None else _SEEN)
    doc = docstring(text.strip(), indent=0)
    line = with_blank_before(cst.SimpleStatementLine([typed]))
    return render([doc, with_blank_before(imports[0]), *imports[1:], line])


def contracted(plan: PipelinePlan) -> list[tuple[str, str, ValueSchema]]:
    """Outputs that a contract can speak of, in the order of the steps."""
    found = [(step.name, output.name, _schema(plan, step, output)) for step in plan.steps for output in step.outputs]
    return [(step, name, schema) for step, name, schema in found if schema is not None]


def _schema(plan: PipelinePlan, step: Step, output: Output) -> ValueSchema | None:
    if plan.observed is None:
        return schema_in_code(plan, step, output)
    schema = plan.observed.schemas.get((step.name, output.name))
    return schema if schema is not None and schema.columns and schema.kind != "number" else None


def _class(schema: ValueSchema) -> str:
    return "Frame" if schema.kind == "frame" else "Array"


def _contract(schema: ValueSchema) -> cst.BaseExpression:
    columns = schema.columns or ()
    if schema.kind == "frame":
        return call(cst.Name("Frame"), _dict([_entry(column.name, _column(column)) for column in columns]))
    trailing = {} if schema.trailing == () else {"trailing": literal(schema.trailing)}
    return call(cst.Name("Array"), _column(columns[0]), **trailing)


def _column(column: ColumnSchema) -> cst.BaseExpression:
    facts: dict[str, object] = {}
    if column.minimum is not None:
        facts |= {"minimum": _outward(column.minimum, ROUND_FLOOR), "maximum": _outward(column.maximum, ROUND_CEILING)}
    if column.nullable:
        facts["nullable"] = True
    if column.categories is not None:
        facts["categories"] = column.categories
    dtype = [] if column.dtype is None else [literal(column.dtype)]
    return call(cst.Name("Column"), *dtype, **{name: literal(value) for name, value in facts.items()})


def _outward(number: float | None, rounding: str) -> float | None:
    """A number of six digits beside it, further out: what is computed again may differ in the last ones."""
    if not isinstance(number, float) or number == 0 or not math.isfinite(number):
        return number
    # A Decimal holds the float exactly, so that what lies just beyond a short number is rounded past it.
    step = Decimal(1).scaleb(math.floor(math.log10(abs(number))) - 5)
    return float(Decimal(number).quantize(step, rounding, _EXACT))


def _entry(key: str, value: cst.BaseExpression) -> cst.DictElement:
    return cst.DictElement(literal(key), value)


def _dict(entries: Sequence[cst.DictElement]) -> cst.Dict:
    """One entry on each line: the trailing comma keeps the formatter from joining them."""
    newline = cst.ParenthesizedWhitespace(indent=True)
    spaced = [entry.with_changes(comma=cst.Comma(whitespace_after=newline)) for entry in entries]
    return cst.Dict(spaced, lbrace=cst.LeftCurlyBrace(whitespace_after=newline) if entries else cst.LeftCurlyBrace())
