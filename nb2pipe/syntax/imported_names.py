"""Import statements at a module's top -> what each of them binds."""

from __future__ import annotations

import ast
from collections.abc import Iterable

#: `module`, `member` or nothing, `alias` or nothing, leading dots.
Imported = tuple[str, str | None, str | None, int]


def imports_in(body: Iterable[ast.stmt]) -> dict[Imported, ast.stmt]:
    """What the imports at the top of a block bind, and the statements that do."""
    found: dict[Imported, ast.stmt] = {}
    for node in body:
        if isinstance(node, ast.Import):
            found |= {(alias.name, None, alias.asname, 0): node for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            found |= {(node.module or "", alias.name, alias.asname, node.level): node for alias in node.names}
    return found


def import_text(imported: Imported) -> str:
    """The statement that imports it."""
    module, member, alias, level = imported
    renamed = f" as {alias}" if alias else ""
    return f"import {module}{renamed}" if member is None else f"from {'.' * level}{module} import {member}{renamed}"


def is_import(node: ast.stmt) -> bool:
    """Whether the statement imports, also where only a type checker sees it."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id.endswith("TYPE_CHECKING"):
        return True
    return isinstance(node, (ast.Import, ast.ImportFrom))
