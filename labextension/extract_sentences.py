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
from itertools import count, product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Of a sentence with more values outside of quotes, not all variants are listed.
MOST_VALUES = 2
#: Where sentences for people are made.
FOLDERS = ("reading", "hazards", "planning", "tagging", "runs", "server", "service", "syncing", "workspace")
#: A value in an f-string, while its template is made.
_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
_ARGUMENT = re.compile(rf"`[^`]*`|{_VALUE}|\d+")


def main() -> int:
    """Print the template."""
    sys.stdout.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n')
    for text in sorted({*find_sentences(), *find_pages()}):
        sys.stdout.write(f'msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""\n\n')
    return 0


def find_sentences() -> Iterator[str]:
    """The templates of all texts of several words in the sources; most of them are sentences."""
    for folder in FOLDERS:
        for path in sorted((ROOT / "nb2pipe" / folder).rglob("*.py")):
            for text in _texts(ast.parse(path.read_bytes())):
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
        return f"`%{next(numbers)}`" if found[0].startswith("`") else f"%{next(numbers)}"

    return _ARGUMENT.sub(number, sentence.replace("%", "%%"))


def _variants(text: str) -> Iterator[str]:
    """A value outside of quotes may be a number, something that a function has quoted, or a part that is left out."""
    pieces = re.split(f"(?<!`){_VALUE}(?!`)", text)
    kinds = (_VALUE, f"`{_VALUE}`", "") if len(pieces) <= MOST_VALUES + 1 else (_VALUE,)
    for chosen in product(kinds, repeat=len(pieces) - 1):
        yield "".join(piece + value for piece, value in zip(pieces, (*chosen, ""), strict=True))


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else _VALUE for part in node.values]
        if _is_sentence(text := "".join(map(str, parts))):
            yield text
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_sentence(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        # Text that stands alone is a docstring; examples of rules are code.
        is_alone = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        is_example = isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) in ("VALID", "INVALID")
        if not is_alone and not is_example:
            yield from _texts(child)


def _is_sentence(text: str) -> bool:
    return " " in text.strip() and re.search(r"[a-z]{2}", text) is not None and "\n" not in text


if __name__ == "__main__":
    sys.exit(main())
