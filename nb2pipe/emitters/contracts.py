"""Observations -> `contracts.py`: what flows between the steps, as plain Python that a reader can change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import groupby

import libcst as cst

from nb2pipe.emitters.imports import from_import, import_statements
from nb2pipe.emitters.nodes import assign, call, docstring, literal, render, with_blank_before
from nb2pipe.model.observations import ColumnSchema, ValueSchema
from nb2pipe.model.plan import PipelinePlan

_DOC = """What flows between the steps: columns, dtypes, ranges, missing values and categories.

All that `nb2pipe export --trace` saw in the notebook; change what should be stricter or laxer. `python -m {name}`
warns of what breaks a contract, and ends with `--contracts error`.
"""


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
    names = ["Contract", *sorted({_class(schema) for _, _, schema in contracted(plan)} | {"Column"})]
    imports = import_statements(
        [from_import("collections.abc", "Mapping"), *(from_import(f"{plan.name}.schemas", name) for name in names)],
        package=plan.name,
    )
    doc = docstring(_DOC.format(name=plan.name).strip(), indent=0)
    line = with_blank_before(cst.SimpleStatementLine([typed]))
    return render([doc, with_blank_before(imports[0]), *imports[1:], line])


def contracted(plan: PipelinePlan) -> list[tuple[str, str, ValueSchema]]:
    """Outputs that a contract can speak of, in the order of the steps."""
    schemas = plan.observed.schemas if plan.observed is not None else {}
    outputs = [(step.name, output.name) for step in plan.steps for output in step.outputs]
    found = [(step, name, schemas[step, name]) for step, name in outputs if (step, name) in schemas]
    return [(step, name, schema) for step, name, schema in found if schema.columns and schema.kind != "number"]


def _class(schema: ValueSchema) -> str:
    return "Frame" if schema.kind == "frame" else "Array"


def _contract(schema: ValueSchema) -> cst.BaseExpression:
    columns = schema.columns or ()
    if schema.kind == "frame":
        return call(cst.Name("Frame"), _dict([_entry(column.name, _column(column)) for column in columns]))
    trailing = {"trailing": literal(schema.trailing)} if schema.trailing else {}
    return call(cst.Name("Array"), _column(columns[0]), **trailing)


def _column(column: ColumnSchema) -> cst.BaseExpression:
    facts: dict[str, object] = {}
    if column.minimum is not None:
        facts |= {"minimum": _outward(column.minimum, ROUND_FLOOR), "maximum": _outward(column.maximum, ROUND_CEILING)}
    if column.nullable:
        facts["nullable"] = True
    if column.categories is not None:
        facts["categories"] = column.categories
    return call(cst.Name("Column"), literal(column.dtype), **{name: literal(value) for name, value in facts.items()})


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
