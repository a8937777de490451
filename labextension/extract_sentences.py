"""Python sources -> the server's sentences as a gettext template.

`python labextension/extract_sentences.py > server.pot`. What a sentence quotes and its numbers are arguments, as in
`labextension/src/models/messages.ts`. The texts of the front end itself are found by `jupyterlab-translate extract`.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import count, product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Of a sentence with more values outside of quotes, not all variants are listed.
MOST_VALUES = 2
#: Parts of sentences that are made of parts.
DEEPEST_PART = 2
#: Where sentences for people are made.
FOLDERS = ("reading", "hazards", "planning", "tagging", "runs", "server", "service", "syncing", "workspace")
#: Others that refuse.
FILES = ("emitters/nesting.py", "emitters/class_bodies.py")
#: Where it stands what cannot go to another process.
UNCROSSABLE = ROOT / "nb2pipe/analysis/cells/writes.py"
#: How the front end puts lists together.
LISTS = ("%1 and %2", "%1 and others")
#: A value in an f-string, while its template is made.
_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
#: Functions that list values in words, as sentences show them.
_LISTING = {
    "quoted": (f"`{_VALUE}`", f"`{_VALUE}` and `{_VALUE}`"),
    "cells_text": (f"cell {_VALUE}", f"cells {_VALUE}"),
    "described": (
        f"`{_VALUE}`", f"the file `{_VALUE}`", f"the state of `{_VALUE}`'s random generator",
        f"an option of `{_VALUE}`", f"the environment variable `{_VALUE}`",
    ),
}  # fmt: skip
_ITEM = rf"(?:`[^`]*`|{_VALUE}|\d+)"
#: A list of items is one argument.
_ARGUMENT = re.compile(rf"{_ITEM}(?:(?:, | and ){_ITEM})*(?: and others)?")
_QUOTED = re.compile(r"`[^`]*`")


def main() -> int:
    """Print the template."""
    sys.stdout.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n')
    for text in sorted({*find_sentences(), *find_pages(), *LISTS}):
        sys.stdout.write(f'msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""\n\n')
    return 0


def find_sentences() -> Iterator[str]:
    """The templates of all texts of several words in the sources; most of them are sentences."""
    package = ROOT / "nb2pipe"
    paths = [path for folder in FOLDERS for path in sorted((package / folder).rglob("*.py"))]
    for path in (*paths, *(package / file for file in FILES)):
        for text in _texts(ast.parse(path.read_bytes()), {}):
            yield from map(to_template, _variants(text))


def find_pages() -> Iterator[str]:
    """The first sentence and the whole page of each rule, which are translated as they are."""
    from nb2pipe.service.live import all_rules

    for rule in all_rules():
        page = inspect.getdoc(type(rule)) or ""
        yield from (text.replace("%", "%%") for text in (page.split("\n\n")[0].replace("\n", " "), page))


def to_template(sentence: str) -> str:
    """The key of a sentence in a catalogue."""
    numbers = count(1)

    def number(found: re.Match[str]) -> str:
        return f"`%{next(numbers)}`" if _QUOTED.fullmatch(found[0]) else f"%{next(numbers)}"

    return _ARGUMENT.sub(number, sentence.replace("%", "%%"))


def _variants(text: str) -> Iterator[str]:
    """A value outside of quotes may be a number, something that a function has quoted, or a part that is left out."""
    pieces = re.split(f"(?<!`){_VALUE}(?!`)", text)
    kinds = (_VALUE, f"`{_VALUE}`", "") if len(pieces) <= MOST_VALUES + 1 else (_VALUE,)
    for chosen in product(kinds, repeat=len(pieces) - 1):
        yield "".join(piece + value for piece, value in zip(pieces, (*chosen, ""), strict=True))


_Parts = dict[str, list[ast.expr]]


def _texts(node: ast.AST, parts: _Parts) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        parts = _assigned(node)
    if isinstance(node, ast.JoinedStr):
        yield from filter(_is_sentence, _composed(node, parts))
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_sentence(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        # Text that stands alone is a docstring; examples of rules are code.
        is_alone = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        is_example = isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) in ("VALID", "INVALID")
        if not is_alone and not is_example:
            yield from _texts(child, parts)


def _assigned(function: ast.AST) -> _Parts:
    """What a function calls the parts of its sentences: `where = "above" if … else f"in cell {n}"`."""
    found: _Parts = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def _composed(node: ast.expr, parts: _Parts, depth: int = 0) -> list[str]:
    """The texts that an expression may give, each with its values; what is not followed is a value."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return ["".join(each) for each in product(*(_composed(value, parts, depth) for value in values))]
        case ast.FormattedValue(value=value):
            return _composed(value, parts, depth)
        case ast.IfExp(body=body, orelse=orelse):
            return [*_composed(body, parts, depth), *_composed(orelse, parts, depth)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            sides = product(_composed(left, parts, depth), _composed(right, parts, depth))
            return ["".join(each) for each in sides]
        case ast.Call(func=ast.Name(id="with_article" | "_article")):
            return _uncrossable()
        case ast.Call(func=ast.Name(id=name)) if name in _LISTING:
            return list(_LISTING[name])
        case ast.Name(id=name) if name in parts and depth < DEEPEST_PART:
            found = [text for value in parts[name] for text in _composed(value, parts, depth + 1)]
            return found if any(_is_said(text) or "`" in text for text in found) else [_VALUE]
    return [_VALUE]


@cache
def _uncrossable() -> list[str]:
    """What the analyzer calls values that no other process can be given."""
    from nb2pipe.analysis.knowledge.types import UNCROSSABLE_TYPES
    from nb2pipe.planning.prose import with_article

    named = set(UNCROSSABLE_TYPES.values())
    for node in ast.walk(ast.parse(UNCROSSABLE.read_bytes())):
        match node:
            case ast.Call(func=ast.Name(id="Uncrossable"), args=[ast.Constant(value=str(what)), *_]):
                named.add(what)
            case ast.FunctionDef(name="_what_of_library"):
                returned = (each.value for each in ast.walk(node) if isinstance(each, ast.Return))
                named.update(text for value in returned if value for text in _composed(value, {}))
    return [with_article(what) for what in sorted(named) if _is_said(what)]


def _is_said(text: str) -> bool:
    """Whether there are words in it, so that it is a part of a sentence and no value."""
    return re.search(r"[a-z]{2}", text) is not None


def _is_sentence(text: str) -> bool:
    return " " in text.strip() and _is_said(text) and "\n" not in text


if __name__ == "__main__":
    sys.exit(main())
