"""Text of SQL -> what stands in it where tables stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|[^\W\d]\w*|\d[\w.]*|[(),;.]""")
#: Words behind which a table stands.
_LEADING = frozenset({"from", "join"})
#: Words behind which one stands if a statement begins with them.
_COMMANDS = frozenset({"describe", "summarize", "pivot", "unpivot", "table", "copy"})
#: What may stand before a statement.
_BEFORE_STATEMENTS = frozenset({"", ";", "(", "as", "explain", "analyze", *_COMMANDS})
#: Words that end a list of tables.
_ENDING = frozenset({
    "select", "with", "where", "group", "having", "order", "limit", "offset", "qualify", "window", "union", "intersect",
    "except", "set", "values", "returning", "to", ";",
})  # fmt: skip
#: Words of which one begins what stands in brackets if that is a query.
_QUERIES = frozenset({"select", "with", "from"})
#: Words that may stand between `from` and a table.
_BETWEEN = frozenset({"lateral", "only"})


class _Bracket:
    """What stands between two brackets, or around them all."""

    __slots__ = ("first", "lists_tables")

    def __init__(self, *, lists_tables: bool, first: str = "") -> None:
        #: A comma is followed by another table.
        self.lists_tables = lists_tables
        #: Its first word, or a bracket.
        self.first = first


def tables(text: str) -> Iterator[tuple[str, bool]]:
    """What stands where SQL without comments has tables, and whether it is the path of a file."""
    tokens = _TOKEN.findall(text)
    lower = [token.lower() for token in tokens]
    open_: list[_Bracket] = [_Bracket(lists_tables=False, first=";")]
    expects, merges, before = False, False, ""
    for index, word in enumerate(lower):
        following = lower[index + 1] if index + 1 < len(lower) else ""
        here = open_[-1]
        here.first = here.first or word
        merges = (merges or word in ("merge", "delete")) and word != ";"
        if word == "(":
            open_.append(_Bracket(lists_tables=expects))
        elif word == ")":
            open_ = open_[:-1] or open_
            expects = False
        elif _introduces_tables(word, before, here, merges=merges):
            expects = here.lists_tables = True
        elif word in _ENDING:
            expects = here.lists_tables = False
        elif word == ",":
            expects = here.lists_tables
        elif expects and word not in _BETWEEN:
            expects = False
            if following not in (".", "(") or word[0] == "'":
                yield tokens[index].strip("'\""), word[0] == "'"
        before = word


def _introduces_tables(word: str, before: str, here: _Bracket, *, merges: bool) -> bool:
    if word in _COMMANDS:
        return before in _BEFORE_STATEMENTS
    if word == "using":
        return merges
    # `extract(year from day)` and `is distinct from` name no table.
    is_query = here.first in _QUERIES or here.first == ";" or word != "from"
    return word in _LEADING and is_query and before != "distinct"
