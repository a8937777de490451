"""SQL that is run over variables of the notebook (DuckDB, pandasql): which of them, and which files, it names."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis.knowledge.polars import SQL_CONTEXT
from nb2pipe.analysis.outside.sql_tables import tables
from nb2pipe.analysis.outside.touched_files import file_effect, is_address
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Value, Variable
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind

#: Functions whose first argument is SQL that can name frames of the notebook as tables.
SQL_CALLS = {
    "duckdb.sql", "duckdb.query", "duckdb.execute", "duckdb.from_query", "pandasql.sqldf", "pandasql.sqldf.sqldf",
    "marimo.sql", "polars.sql",
}  # fmt: skip
#: What makes a connection of which the same is true, and its methods.
CONNECTIONS, SQL_METHODS = {"duckdb.connect", SQL_CONTEXT}, ("sql", "query", "execute", "from_query")

_READER = re.compile(r"\b(?:read|scan)_\w+\s*\(\s*'([^']+)'|_scan\s*\(\s*'([^']+)'", re.IGNORECASE)
_WRITTEN = re.compile(r"\bcopy\b.+?\bto\s+'([^']+)'", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"""('(?:[^']|'')*'|"[^"]*")|--[^\n]*|/\*.*?\*/""", re.DOTALL)
#: Statements after which the database, or how it is asked, is another one.
_CHANGING = re.compile(
    r"(?:^|;)\s*(?:create|insert|update|delete|drop|alter|truncate|attach|detach|use|set|reset|pragma|install|load"
    r"|import|begin|commit|rollback|prepare|copy\s+\S+\s+from)\b",
    re.IGNORECASE,
)
#: The database of all calls that name no connection: it lies in memory, and no other process has it.
_DATABASE, _IN_MEMORY = "option:duckdb", "the tables that `duckdb` makes are in the memory of one process"
#: A query that the same SQL names, and tables take its name.
_NAMED_QUERY = re.compile(r"\b([^\W\d]\w*)\s+as\s*(?:(?:not\s+)?materialized\s*)?\(", re.IGNORECASE)


def follow_sql(m: Machine, node: cst.Call, arguments: list[Argument], frame: Frame) -> None:
    """Note the variables and files that the SQL of a call names."""
    if not arguments:
        return
    text = _text_of(node, arguments[0][0])
    if text is None:
        m.effect(EffectKind.DYNAMIC, "query", node)
        return
    text = _COMMENT.sub(lambda match: match[1] or " ", text)
    named = {match[1].lower() for match in _NAMED_QUERY.finditer(text)}
    for name, is_file in tables(text):
        if not is_file and name.lower() not in named and m.is_bound(name, frame):
            m.look_up(name, frame, node)
        elif is_file and not is_address(name):
            file_effect(m, node, EffectKind.READ_FILE, name)
    for match in _READER.finditer(text):
        file_effect(m, node, EffectKind.READ_FILE, match[1] or match[2])
    for match in _WRITTEN.finditer(text):
        file_effect(m, node, EffectKind.WRITE_FILE, match[1])


def use_database(m: Machine, node: cst.Call, arguments: list[Argument]) -> None:
    """A function of DuckDB asks the database that all of them share, or changes it."""
    use_tables(m, node, _DATABASE, _IN_MEMORY, changes=changes_tables(node, arguments))


def use_tables(m: Machine, node: cst.Call, variable: str, reason: str, *, changes: bool) -> None:
    """Tables in the memory of the process are asked or changed; the reason says why cells that do so stay together."""
    known = m.world.slots.get(variable)
    if isinstance(known, Variable):
        for source in known.sources:
            if source.cell < m.recorder.cell:
                m.entangled.setdefault((source.cell, m.recorder.cell), reason)
    if changes:
        m.write_world(variable, node, Via.OPTION, replaces=False)
    else:
        m.read_world(variable, node, Via.OPTION)


def changes_tables(node: cst.Call, arguments: list[Argument]) -> bool:
    """Whether the SQL of a call does more than ask."""
    text = _text_of(node, arguments[0][0]) if arguments else None
    return text is not None and _CHANGING.search(_COMMENT.sub(" ", text)) is not None


def _text_of(node: cst.Call, value: Value) -> str | None:
    """The SQL; of an f-string, with a number in the place of what is not known."""
    known = constant_text(value)
    if known is not None:
        return known
    given = node.args[0].value
    if not isinstance(given, cst.FormattedString):
        return None
    return "".join(part.value if isinstance(part, cst.FormattedStringText) else "1" for part in given.parts)
