"""Statements that define or import a name: what one of them is."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, StatementFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Import
from nb2pipe.syntax.free_names import FreeNames
from nb2pipe.syntax.importing import imported_paths
from nb2pipe.syntax.lines import only_part
from nb2pipe.syntax.scopes import dotted_name, import_bindings
from nb2pipe.syntax.walk import walk_own

BUILTINS = frozenset(dir(builtins)) | {"__name__", "__doc__"}
_COMPUTING = (cst.Call, cst.Subscript, cst.BaseComp, cst.NamedExpr, cst.Await, cst.BinaryOperation)


@dataclass(frozen=True, slots=True)
class Defined:
    """One statement that defines a name other than by computing it."""

    name: VarName
    cell: int
    statement: int
    node: cst.BaseStatement
    free: FreeNames
    is_constant: bool = False
    #: It stands in a cell of a step: a constant there is a value of the step first.
    in_step: bool = False
    #: Executing it does nothing but bind the name.
    is_pure: bool = True
    #: Its value is the folder in which the process runs, which a module does not ask for when it is imported.
    asks_for_folder: bool = False
    #: All that executing it does beside is to set options, which each step sets again.
    only_sets: bool = False
    #: Names that the same statement binds as well.
    group: frozenset[VarName] = frozenset()

    @property
    def moves(self) -> bool:
        """Whether it goes where it is used, instead of being handed on as a value."""
        return not (self.is_constant and self.in_step)

    @property
    def binds_code(self) -> bool:
        """Whether a branch of the statement binds the name to a function, a class or something imported."""
        for inner in walk_own(self.node) if self.group else ():
            if isinstance(inner, (cst.Import, cst.ImportFrom)):
                if any(name == self.name for name, _ in import_bindings(inner)):
                    return True
            elif isinstance(inner, (cst.FunctionDef, cst.ClassDef)) and inner.name.value == self.name:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Imported:
    """One import of one name."""

    item: Import
    cell: int
    statement: int
    node: cst.BaseStatement


def imports_in(node: cst.CSTNode, star_exports: dict[str, frozenset[str]]) -> Iterator[Import]:
    """Every name that an import statement binds."""
    assert isinstance(node, cst.SimpleStatementLine)
    for small in node.body:
        if isinstance(small, cst.Import):
            for name, alias in import_bindings(small):
                yield Import(VarName(name), dotted_name(alias.name), None)
        elif isinstance(small, cst.ImportFrom):
            module, level = dotted_name(small.module), len(small.relative)
            if isinstance(small.names, cst.ImportStar):
                for name in sorted(star_exports.get(module, ())):
                    yield Import(VarName(name), module, name, level)
                continue
            for name, alias in import_bindings(small):
                yield Import(VarName(name), module, dotted_name(alias.name), level)


def submodules_of(analysis: Analysis) -> Iterator[tuple[str, Import]]:
    """Dotted path -> an import of any code of the notebook that may load the module of that path."""
    for facts in analysis.cells:
        for statement in facts.statements:
            for module, member in imported_paths(statement.node):
                path = f"{module}.{member}" if member else module
                bound = VarName(member or module.partition(".")[0])
                yield path, Import(bound, module, member)


def say_the_same(found: Sequence[Defined]) -> bool:
    """Whether a function that is defined again is so by the very same code: it is one function then."""
    first = found[0].node
    is_plain = isinstance(first, cst.FunctionDef) and not first.decorators
    return len(found) == 1 or (is_plain and is_same_code([each.node for each in found]))


def is_same_code(nodes: Sequence[cst.BaseStatement]) -> bool:
    """Whether the statements are the same but for comments above them."""
    first, *others = (node.with_changes(leading_lines=()) for node in nodes)
    return all(first.deep_equals(other) for other in others)


def is_pure(facts: CellFacts, statement: StatementFacts, name: VarName) -> bool:
    """Whether executing the statement does nothing but bind the name."""
    has_effect = any(effect.statement == statement.index for effect in facts.effects)
    return statement.writes <= {name} and not has_effect


def only_sets(facts: CellFacts, statement: StatementFacts, name: VarName) -> bool:
    """Whether all that executing the statement does beside binding the name is to set options."""
    effects = {effect.kind for effect in facts.effects if effect.statement == statement.index}
    return statement.writes <= {name} and effects == {EffectKind.SET_OPTION}


def is_attached(node: cst.BaseStatement, name: str) -> bool:
    """Whether the statement sets an attribute of a definition to what nothing computes: `f.calls = 0`."""
    small = only_part(node)
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        target, value = small.targets[0].target, small.value
        is_set = isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name) and target.value.value == name
        return is_set and computes_nothing(value)
    call = small.value if isinstance(small, cst.Expr) else None
    if not isinstance(call, cst.Call) or dotted_name(call.func) != "setattr" or len(call.args) != 3:
        return False
    owner, attribute, value = (each.value for each in call.args)
    is_set = isinstance(owner, cst.Name) and owner.value == name and isinstance(attribute, cst.SimpleString)
    return is_set and computes_nothing(value)


def computes_nothing(value: cst.BaseExpression) -> bool:
    """Whether evaluating it calls nothing and looks nothing up in a container: a literal, a name, a lambda."""
    return not any(isinstance(part, _COMPUTING) for part in walk_own(value))
