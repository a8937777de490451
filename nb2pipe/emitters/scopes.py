"""Statements of a step -> what their names mean once they stand in a function, as the compiler sees it."""

from __future__ import annotations

import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.emitters.nodes import code_of, module_of


@dataclass(frozen=True, slots=True)
class BodyScope:
    """The names of a function body."""

    #: Arguments and names that the body binds.
    bound: frozenset[str]
    #: Names that the body and what is nested in it look up in the module or among the builtins.
    free: frozenset[str]
    #: Names that functions and classes in the body declare `global`.
    declared_global: frozenset[str]
    #: Those of them that a function in between has as a variable of its own.
    hidden_globals: frozenset[str]


def body_scope(statements: Sequence[cst.BaseStatement], arguments: Iterable[str]) -> BodyScope:
    """Look at the statements as the body of a function with these arguments.

    The body must not say `global` itself; functions in it may.
    """
    table = _function_table(statements, arguments)
    declared = {name for nested, _ in _nested(table) for name in _declared(nested)}
    hidden = {
        name
        for nested, between in _nested(table)
        for name in _declared(nested)
        if any(name in _locals(each) for each in between if each.get_type() == "function")
    }
    return BodyScope(
        bound=frozenset(_locals(table)),
        free=frozenset(_free(table)),
        declared_global=frozenset(declared),
        hidden_globals=frozenset(hidden),
    )


def names_read(statements: Sequence[cst.BaseStatement]) -> frozenset[str]:
    """Names that a module's statements read anywhere, annotations included, whatever they mean."""
    table = symtable.symtable(code_of(statements), "<emitted>", "exec")
    tables = [table, *(nested for nested, _ in _nested(table))]
    return frozenset(symbol.get_name() for each in tables for symbol in each.get_symbols() if symbol.is_referenced())


def class_rebinds(node: cst.ClassDef) -> frozenset[str]:
    """Names that the class body both binds and reads, outside of functions in it."""
    table = _class_table(node)
    return frozenset(each.get_name() for each in table.get_symbols() if each.is_local() and each.is_referenced())


def class_binds(statement: cst.BaseStatement) -> frozenset[str]:
    """Names that a statement binds or declares in the class body in which it stands."""
    node = cst.ClassDef(name=cst.Name("Body"), body=cst.IndentedBlock([statement]))
    return frozenset(_locals(_class_table(node)))


def function_binds(node: cst.FunctionDef) -> frozenset[str]:
    """Arguments and variables of a function that stood at the notebook's top level, and of functions in it."""
    table = _function_table([node.with_changes(leading_lines=())], ())
    functions = [nested for nested, _ in _nested(table) if nested.get_type() == "function"]
    return frozenset(name for each in functions for name in _locals(each))


def _function_table(statements: Sequence[cst.BaseStatement], arguments: Iterable[str]) -> symtable.SymbolTable:
    function = cst.FunctionDef(
        name=cst.Name("step"),
        params=cst.Parameters([cst.Param(cst.Name(name)) for name in arguments]),
        body=cst.IndentedBlock(module_of(statements or [cst.SimpleStatementLine([cst.Pass()])]).body),
        asynchronous=cst.Asynchronous(),
    )
    table = symtable.symtable(code_of([function]), "<step>", "exec")
    return next(child for child in table.get_children() if child.get_name() == "step")


def _class_table(node: cst.ClassDef) -> symtable.SymbolTable:
    table = _function_table([node.with_changes(leading_lines=())], ())
    return next(nested for nested, _ in _nested(table) if nested.get_type() == "class")


def _nested(
    table: symtable.SymbolTable, between: tuple[symtable.SymbolTable, ...] = ()
) -> Iterator[tuple[symtable.SymbolTable, tuple[symtable.SymbolTable, ...]]]:
    """Every scope below, with the scopes that lie between."""
    for child in table.get_children():
        yield child, between
        yield from _nested(child, (*between, child))


def _declared(table: symtable.SymbolTable) -> set[str]:
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_declared_global()}


def _locals(table: symtable.SymbolTable) -> set[str]:
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_local()}


def _free(table: symtable.SymbolTable) -> set[str]:
    tables = [table, *(nested for nested, _ in _nested(table))]
    return {
        symbol.get_name()
        for each in tables
        for symbol in each.get_symbols()
        if symbol.is_global() and symbol.is_referenced()
    }
