"""Values of polars and pyarrow -> nodes: columns in order, by their values and not by how memory holds these.

The libraries are never imported, and not asked for arrays of numpy either, which would load it.
"""

from __future__ import annotations

from typing import Any

from .graph import Builder, Node, is_of, leaf


def shape_polars(value: Any, builder: Builder) -> Node | None:
    """A frame, a column, a lazy frame by its plan, an expression or a type; None for anything else of polars."""
    label = builder.label(type(value))
    if is_of(value, "polars", "DataFrame"):
        parts = [(f"[{name!r}]", value.get_column(name)) for name in value.columns]
        return ("frame", label, tuple(str(dtype) for dtype in value.dtypes), builder.children(parts))
    if is_of(value, "polars", "Series"):
        return ("series", label, str(value.dtype), builder.children([("", value.to_list()), (".name", value.name)]))
    if is_of(value, "polars", "LazyFrame"):
        return leaf(label, value.explain(optimized=False))
    if is_of(value, "polars", "Expr"):
        return leaf(label, str(value))
    return leaf(label, repr(value)) if is_of(value, "polars", "DataType") else None


def shape_pyarrow(value: Any, builder: Builder) -> Node | None:
    """A table, an array, a scalar, a schema or a type; None for anything else of pyarrow."""
    label = builder.label(type(value))
    if is_of(value, "pyarrow", "Table", "RecordBatch"):
        parts = [(f"[{name!r}]", value.column(i)) for i, name in enumerate(value.schema.names)]
        types = tuple(str(field.type) for field in value.schema)
        return ("frame", label, types, builder.children([*parts, (".metadata", value.schema.metadata)]))
    if is_of(value, "pyarrow", "Array", "ChunkedArray"):
        return ("value", label, str(value.type), builder.children([("", value.to_pylist())]))
    if is_of(value, "pyarrow", "Scalar"):
        return ("value", label, str(value.type), builder.children([(".as_py()", value.as_py())]))
    if is_of(value, "pyarrow", "Schema"):
        return leaf(label, value.to_string(show_field_metadata=True, show_schema_metadata=True))
    return leaf(label, str(value)) if is_of(value, "pyarrow", "DataType", "Field") else None
