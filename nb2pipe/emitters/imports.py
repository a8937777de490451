"""Imports -> sorted import statements, and which of them cannot stand side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import libcst as cst

from nb2pipe.emitters.nodes import BLANK_LINE, dotted, line
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Import

NOTHING_UNREAD: Mapping[Import, str] = MappingProxyType({})


def plain_import(module: str, *, alias: str | None = None) -> Import:
    """`import module as alias`."""
    return Import(VarName(alias or module.partition(".")[0]), module, None)


def from_import(module: str, member: str, *, alias: str | None = None) -> Import:
    """`from module import member as alias`."""
    return Import(VarName(alias or member), module, member)


def clash(one: Import, other: Import) -> bool:
    """Whether both bind the same name to different things; `import a.b` and `import a.c` do not."""
    return one.binds == other.binds and one != other and not (_binds_root(one) and _binds_root(other))


def import_statements(
    imports: Iterable[Import], *, package: str, unread: Mapping[Import, str] = NOTHING_UNREAD
) -> list[cst.BaseStatement]:
    """Statements in isort's order: standard library, third parties, the package itself, parted by empty lines.

    An import that no name of the code reads is marked with its reason, so that no linter takes it for useless.
    """
    statements: list[cst.BaseStatement] = []
    wanted = sorted(set(imports), key=_order)
    for section in range(3):
        chosen = [each for each in wanted if _section(each, package) == section]
        part = [*_plain_statements(chosen, unread), *_from_statements(chosen, unread)]
        if part and statements:
            part[0] = part[0].with_changes(leading_lines=[BLANK_LINE])
        statements.extend(part)
    return statements


def future_statement(features: Iterable[str]) -> list[cst.BaseStatement]:
    """`from __future__ import …`; nothing without features."""
    names = sorted(set(features))
    if not names:
        return []
    aliases = [cst.ImportAlias(cst.Name(name)) for name in names]
    return [line(cst.ImportFrom(module=cst.Name("__future__"), names=aliases))]


def _plain_statements(imports: Sequence[Import], unread: Mapping[Import, str]) -> list[cst.SimpleStatementLine]:
    return [
        marked(line(cst.Import([_alias(each.module, each)])), unread.get(each))
        for each in imports
        if each.member is None
    ]


def _from_statements(imports: Sequence[Import], unread: Mapping[Import, str]) -> list[cst.SimpleStatementLine]:
    """Members of a module share a statement, renamed ones and marked ones have their own."""
    merged: dict[tuple[str, str], list[Import]] = {}
    for each in imports:
        if each.member is not None:
            alone = each.binds if each.binds != each.member or each in unread else ""
            merged.setdefault(("." * each.level + each.module, alone), []).append(each)
    return [marked(_from_statement(group), unread.get(group[0])) for group in merged.values()]


def _from_statement(group: Sequence[Import]) -> cst.SimpleStatementLine:
    aliases = [_alias(each.member or "", each) for each in group]
    module = dotted(group[0].module) if group[0].module else None
    return line(cst.ImportFrom(module=module, names=aliases, relative=[cst.Dot()] * group[0].level))


def _alias(what: str, each: Import) -> cst.ImportAlias:
    renamed = each.binds != (each.member or each.module) and not _binds_root(each)
    return cst.ImportAlias(dotted(what), asname=cst.AsName(cst.Name(each.binds)) if renamed else None)


def marked(statement: cst.SimpleStatementLine, reason: str | None) -> cst.SimpleStatementLine:
    """The import, with a word to linters why it stays though its module does not read the name."""
    if reason is None:
        return statement
    comment = cst.Comment(f"# noqa: F401 ({reason})")
    return statement.with_changes(trailing_whitespace=cst.TrailingWhitespace(cst.SimpleWhitespace("  "), comment))


def _binds_root(each: Import) -> bool:
    return each.member is None and each.binds == each.root and not each.level


def _section(each: Import, package: str) -> int:
    if each.level or each.root == package:
        return 2
    return 0 if each.root in sys.stdlib_module_names else 1


def _order(each: Import) -> tuple[str, str, str, str]:
    return each.module.lower(), each.module, (each.member or "").lower(), each.binds


def by_name(imports: Iterable[Import]) -> Mapping[str, Import]:
    """The import that binds a name; of several that clash, the first."""
    known: dict[str, Import] = {}
    for each in imports:
        known.setdefault(each.binds, each)
    return known
