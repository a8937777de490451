"""What only newer versions of Python read, of the forms that the parser takes anyway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.tree import Tree
from nb2pipe.syntax.walk import walk

_QUOTED = (cst.SimpleString, cst.FormattedString, cst.TemplatedString)


@dataclass(frozen=True, slots=True)
class NewSyntax:
    """A place in a cell."""

    node: cst.CSTNode
    #: The first version that reads it, as major and minor.
    version: tuple[int, int]
    #: What is wrong with it for older ones.
    problem: str
    #: Python 2 read it as well, and meant something else.
    was_python_2: bool = False


def new_syntax(tree: Tree) -> tuple[NewSyntax, ...]:
    """Each place that Python 3.11 does not read."""
    return tuple(_found(tree))


def _found(tree: Tree) -> Iterator[NewSyntax]:
    handlers: list[cst.ExceptHandler | cst.ExceptStarHandler] = [
        *tree.all(cst.ExceptHandler),
        *tree.all(cst.ExceptStarHandler),
    ]
    for handler in handlers:
        if isinstance(handler.type, cst.Tuple) and not handler.type.lpar:
            yield NewSyntax(
                handler.type, (3, 14), "several exceptions without parentheses need Python 3.14", was_python_2=True
            )
    for template in tree.all(cst.TemplatedString):
        yield NewSyntax(template, (3, 14), "a template string needs Python 3.14")
    for parameter in tree.all(cst.TypeParam):
        if parameter.default is not None:
            yield NewSyntax(parameter, (3, 13), "a type parameter with a default needs Python 3.13")
    for parameters in tree.all(cst.TypeParameters):
        yield NewSyntax(parameters, (3, 12), "a list of type parameters needs Python 3.12")
    for alias in tree.all(cst.TypeAlias):
        yield NewSyntax(alias, (3, 12), "a `type` statement needs Python 3.12")
    for text in tree.all(cst.FormattedString):
        if not _is_old(text):
            yield NewSyntax(
                text, (3, 12), "an f-string with such quotes or backslashes inside its braces needs Python 3.12"
            )


def _is_old(text: cst.FormattedString) -> bool:
    """Whether Python 3.11 reads it as well."""
    parts = [part.expression for part in text.parts if isinstance(part, cst.FormattedStringExpression)]
    inner = [part for part in parts if any(type(node) in _QUOTED for node in walk(part))]
    codes = [cst.Module([]).code_for_node(part) for part in inner]
    return not any(text.quote in code or "\\" in code for code in codes)
