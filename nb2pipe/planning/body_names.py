"""Statements of a step -> the names that they use, bind and declare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Fragment
from nb2pipe.planning.defined import BUILTINS
from nb2pipe.syntax.formulas import names_in_formulas
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.guarding import is_always_guarded
from nb2pipe.syntax.scopes import names_of_block, names_of_function
from nb2pipe.syntax.walk import walk, walk_own

#: What a module has and a notebook has not.
MODULE_FILE = VarName("__file__")


def is_unbound_here(facts: CellFacts) -> bool:
    """Whether the cell asks for `__file__` and is ready not to get it, as in a notebook."""
    users = [s.node for s in facts.statements if MODULE_FILE in free_names([s.node]).all]
    return bool(users) and all(
        is_always_guarded(node, MODULE_FILE) and not isinstance(node, (cst.FunctionDef, cst.ClassDef)) for node in users
    )


def used_names(fragments: Iterable[Fragment]) -> set[str]:
    """Names that the statements take from around them."""
    return {
        name
        for fragment in fragments
        for names in (free_names(fragment.statements).all, *map(names_in_formulas, fragment.statements))
        for name in names
    }


def bound_names(fragments: Iterable[Fragment]) -> set[str]:
    """Names that the statements bind at their own level."""
    return {name for fragment in fragments for name in names_of_block(fragment.statements).local}


def declared_global(fragments: Iterable[Fragment]) -> set[str]:
    """Names that a `global` anywhere in the statements declares."""
    found: set[str] = set()
    for fragment in fragments:
        for statement in fragment.statements:
            for node in walk(statement):
                if isinstance(node, (cst.FunctionDef, cst.Lambda)):
                    found |= names_of_function(node).declared_global
                if isinstance(node, cst.Global):
                    found |= {item.name.value for item in node.names}
    return found


def awaits(node: cst.CSTNode) -> bool:
    """Whether the code awaits something outside the functions that it defines."""
    return any(
        isinstance(each, cst.Await)
        or (isinstance(each, (cst.For, cst.With, cst.CompFor)) and each.asynchronous is not None)
        for each in walk_own(node)
    )


def shadowed_builtins_of(fragments: Sequence[Fragment], taken: set[VarName]) -> tuple[VarName, ...]:
    """Builtins that the step binds, but reads in a statement before: a function would not see the builtin."""
    bound_anywhere = bound_names(fragments) & BUILTINS - taken
    found: set[str] = set()
    bound: set[str] = set()
    for fragment in fragments:
        for node in fragment.statements:
            names = free_names([node])
            found |= (names.all & bound_anywhere) - bound
            if isinstance(node, cst.SimpleStatementLine):
                bound |= names_of_block([node]).local
    return tuple(VarName(name) for name in sorted(found))
