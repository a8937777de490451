"""Spark: files that its readers and writers name, and tables that its SQL asks."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.outside.sql import changes_tables, use_tables
from nb2pipe.analysis.outside.touched_files import file_effect, is_address, text_arguments
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.model.effects import EffectKind

_FORMATS = frozenset({"csv", "json", "orc", "parquet", "text"})
#: Attribute that gives a reader or writer -> what its methods do, and which of them name a file.
_ENDS = {
    **dict.fromkeys(("read", "readStream"), (EffectKind.READ_FILE, _FORMATS | {"load", "textFile"})),
    **dict.fromkeys(("write", "writeStream"), (EffectKind.WRITE_FILE, _FORMATS | {"save", "start"})),
}
#: The tables of a session, by the names that code gives them.
_TABLES, _IN_SESSION = "option:pyspark", "views of Spark are in the session of one process"
_MAKING = frozenset({
    "createTempView", "createOrReplaceTempView", "createGlobalTempView", "createOrReplaceGlobalTempView",
    "registerTempTable", "dropTempView", "dropGlobalTempView", "saveAsTable", "insertInto",
})  # fmt: skip
_ASKING = frozenset({"sql", "table"})


def spark_effects(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """Note what `spark.read.csv(path)`, `table.write.parquet(path)`, and views and SQL over them do."""
    kind, naming = _ENDS.get(_end_of(node), (EffectKind.READ_FILE, frozenset()))
    for path in text_arguments(arguments, 0, ("path",)) if method in naming and arguments else ():
        if not is_address(path):
            file_effect(m, node, kind, path)
    if method in _MAKING:
        use_tables(m, node, _TABLES, _IN_SESSION, changes=True)
    elif method in _ASKING and (_TABLES in m.world.slots or any(obj.name.startswith("pyspark.") for obj in receiver)):
        use_tables(m, node, _TABLES, _IN_SESSION, changes=method == "sql" and changes_tables(node, arguments))


def _end_of(node: cst.Call) -> str:
    """The attribute of a chain of calls that gives a reader or writer: `read` in `spark.read.option(…).csv(…)`."""
    inner = node.func.value if isinstance(node.func, cst.Attribute) else node.func
    while isinstance(inner, (cst.Attribute, cst.Call)):
        if isinstance(inner, cst.Attribute) and inner.attr.value in _ENDS:
            return inner.attr.value
        called = inner.func if isinstance(inner, cst.Call) else inner
        inner = called.value if isinstance(called, cst.Attribute) else called
        if isinstance(called, cst.Name):
            return ""
    return ""
