"""Names and values -> small pieces of libcst that every emitter needs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import cast

import libcst as cst

_DOC_WIDTH = 92
#: White space behind a full stop that is none of an abbreviation: `e.g.`, `a.k.a.`, `et al.`, `S. Johansen`.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\.[a-z]\.)(?<!\b[A-Zp]\.)(?<!\b(?:vs|cf|al|Eq|No|Nr|Dr|pp|ca)\.)(?<!\b(?:Fig|Sec|Tab|Vol|vgl|bzw)\.)"
    r"(?<!\bapprox\.)\s+"
)
BLANK_LINE = cst.EmptyLine(indent=False)


def dotted(name: str) -> cst.Name | cst.Attribute:
    """`a.b.c` as nested attributes."""
    first, *rest = name.split(".")
    node: cst.Name | cst.Attribute = cst.Name(first)
    for part in rest:
        node = cst.Attribute(node, cst.Name(part))
    return node


def literal(value: object) -> cst.BaseExpression:
    """The expression that a plain value's repr spells."""
    return cst.parse_expression(repr(value))


def line(*small: cst.BaseSmallStatement) -> cst.SimpleStatementLine:
    """A statement on a line of its own."""
    return cst.SimpleStatementLine(body=small)


def assign(target: cst.BaseAssignTargetExpression, value: cst.BaseExpression) -> cst.SimpleStatementLine:
    """`target = value`."""
    return line(cst.Assign([cst.AssignTarget(target)], value))


def annotated(
    name: str, annotation: cst.BaseExpression, value: cst.BaseExpression | None = None
) -> cst.SimpleStatementLine:
    """`name: annotation`, and `= value` if there is one."""
    return line(cst.AnnAssign(cst.Name(name), cst.Annotation(annotation), value))


def call(function: cst.BaseExpression, /, *arguments: cst.BaseExpression, **keywords: cst.BaseExpression) -> cst.Call:
    """`function(argument, keyword=value)`."""
    named = [
        cst.Arg(
            value, keyword=cst.Name(name), equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
        )
        for name, value in keywords.items()
    ]
    return cst.Call(function, [*map(cst.Arg, arguments), *named])


def names_tuple(names: Sequence[str], *, parenthesized: bool = False) -> cst.Name | cst.Tuple:
    """One name bare, several as a tuple."""
    if len(names) == 1:
        return cst.Name(names[0])
    parens = ([cst.LeftParen()], [cst.RightParen()]) if parenthesized else ([], [])
    return cst.Tuple([cst.Element(cst.Name(name)) for name in names], lpar=parens[0], rpar=parens[1])


def docstring(text: str, *, indent: int) -> cst.SimpleStatementLine:
    """A docstring for a block that many columns deep: a summary, an empty line, the rest, wrapped."""
    lines = _doc_lines(text, width=_DOC_WIDTH - indent)
    body = "\n".join(lines[:1] + [" " * indent + each if each else "" for each in lines[1:]])
    body = body.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if len(lines) > 1:
        body += "\n" + " " * indent
    elif body.endswith('"'):
        body = body[:-1] + '\\"'
    return line(cst.Expr(cst.SimpleString(f'"""{body}"""')))


def _doc_lines(text: str, *, width: int) -> list[str]:
    given = [each.strip() for each in text.strip().splitlines()]
    end = given.index("") if "" in given else len(given)
    summary, *rest = _SENTENCE_END.split(" ".join(given[:end]), maxsplit=1)
    paragraphs = [[summary], rest, given[end + 1 :]]
    wrapped = [[piece for each in part for piece in _wrapped(each, width)] for part in paragraphs if part]
    return [each for part in wrapped for each in ("", *part)][1:]


def _wrapped(given: str, width: int) -> list[str]:
    return textwrap.wrap(given, width, break_long_words=False, break_on_hyphens=False) or [""]


def with_blank_before(statement: cst.BaseStatement) -> cst.BaseStatement:
    """The statement with one empty line above its comments."""
    leading: Sequence[cst.EmptyLine] = getattr(statement, "leading_lines", ())
    comments = _without_blank_start(leading)
    return statement.with_changes(leading_lines=[BLANK_LINE, *comments])


def without_blank_before(statement: cst.BaseStatement) -> cst.BaseStatement:
    """The statement without empty lines above its comments."""
    return statement.with_changes(leading_lines=_without_blank_start(getattr(statement, "leading_lines", ())))


def _without_blank_start(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    kept = list(lines)
    while kept and kept[0].comment is None:
        kept.pop(0)
    return kept


def comment_lines(text: str, *, marker: str) -> list[cst.EmptyLine]:
    """Comment lines, each with the marker (`#`, `#:`) in front."""
    texts = [given.strip().lstrip("#").lstrip(":").strip() for given in text.splitlines()]
    return [cst.EmptyLine(comment=cst.Comment(f"{marker} {each}")) for each in texts if each]


def module_of(statements: Iterable[cst.BaseStatement]) -> cst.Module:
    """The statements as a module."""
    # libcst types a statement as one of its two subclasses here, and as their base elsewhere.
    return cst.Module(body=cast("list[cst.SimpleStatementLine | cst.BaseCompoundStatement]", list(statements)))


def statements_of(module: cst.CSTNode) -> list[cst.BaseStatement]:
    """The statements of a module that a transformer has been through."""
    return (
        [each for each in module.body if isinstance(each, cst.BaseStatement)] if isinstance(module, cst.Module) else []
    )


def code_of(statements: Iterable[cst.BaseStatement]) -> str:
    """The statements as text."""
    return module_of(statements).code


def render(statements: Iterable[cst.BaseStatement]) -> bytes:
    """A module's bytes."""
    return code_of(statements).encode()
