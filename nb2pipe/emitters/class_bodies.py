"""Class bodies that read a variable of the step and bind the same name -> class bodies that still find it.

At a module's top level `class A: x = x` reads the module's `x`. Inside a function it does not find the
function's `x`: a class body looks up a name that it binds among its own names, then in the module.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar, cast

import libcst as cst
from libcst.metadata import ExpressionContext, ExpressionContextProvider, MetadataWrapper

from nb2pipe.emitters.nodes import assign, module_of, statements_of
from nb2pipe.emitters.scopes import BodyScope, class_binds, class_rebinds, function_binds

_Statement = TypeVar("_Statement", bound=cst.BaseStatement)


class _Bound(StrEnum):
    """Whether the class body has bound a name by now."""

    NEVER = "never"
    MAYBE = "maybe"
    ALWAYS = "always"


def with_outer_reads(statements: Sequence[cst.BaseStatement], scope: BodyScope) -> list[cst.BaseStatement]:
    """Rewrite the classes in a function's body; raise NotImplementedError where no rewriting is right."""
    module = module_of(statements)
    if "class " not in module.code:
        return list(statements)
    return statements_of(module.visit(_OuterReads(scope)))


class _OuterReads(cst.CSTTransformer):
    """Finds the classes, innermost first, and puts `outer_x = x` before those that need it."""

    def __init__(self, scope: BodyScope) -> None:
        super().__init__()
        self._scope = scope
        self._functions: list[cst.FunctionDef] = []
        self._classes = 0

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._functions.append(node)

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        self._functions.pop()
        return updated_node

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._classes += 1

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef | cst.FlattenSentinel[cst.BaseStatement]:
        self._classes -= 1
        names = class_rebinds(original_node) & self._scope.bound
        if not names:
            return updated_node
        if self._functions and (hidden := sorted(names & function_binds(self._functions[0]))):
            raise NotImplementedError(
                f"class `{original_node.name.value}` reads a global `{hidden[0]}` past a variable of that name"
            )
        aliases = {} if self._classes else {name: self._alias(name) for name in sorted(names)}
        body = _ClassBody(names, aliases)
        rewritten = updated_node.with_changes(body=body.rewrite(updated_node.body))
        before = [assign(cst.Name(aliases[name]), cst.Name(name)) for name in sorted(body.aliased)]
        return cst.FlattenSentinel([*before, rewritten])

    def _alias(self, name: str) -> str:
        alias = f"outer_{name}"
        while alias in self._scope.bound | self._scope.free:
            alias += "_"
        return alias


class _ClassBody:
    """One class body, statement by statement, with what is bound so far."""

    def __init__(self, names: Collection[str], aliases: Mapping[str, str]) -> None:
        self.aliased: set[str] = set()
        self._aliases = aliases
        self._bound = dict.fromkeys(names, _Bound.NEVER)

    def rewrite(self, suite: cst.BaseSuite) -> cst.BaseSuite:
        return suite.with_changes(body=[self._part(each) for each in suite.body])

    def _part(self, node: cst.BaseStatement | cst.BaseSmallStatement) -> cst.CSTNode:
        if isinstance(node, cst.BaseSmallStatement):
            return self._small(node)
        if isinstance(node, cst.SimpleStatementLine):
            return node.with_changes(body=[self._small(each) for each in node.body])
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            rewritten = self._with_reads(node, conditional=False)
            if node.name.value in self._bound:
                self._bound[node.name.value] = _Bound.ALWAYS
            return rewritten
        for name in class_binds(node) & self._unsettled():
            self._bound[name] = _Bound.MAYBE
        return self._with_reads(node, conditional=True)

    def _small(self, node: cst.BaseSmallStatement) -> cst.CSTNode:
        statement = cst.SimpleStatementLine([node])
        binds = class_binds(statement) & set(self._bound)
        if isinstance(node, cst.AugAssign) and binds & self._unsettled():
            raise NotImplementedError(f"a class body changes the outer `{min(binds)}` in place")
        rewritten = self._with_reads(statement, conditional=False)
        declares_only = isinstance(node, cst.AnnAssign) and node.value is None
        for name in () if declares_only else binds:
            self._bound[name] = _Bound.MAYBE if isinstance(node, cst.Del) else _Bound.ALWAYS
        return rewritten.body[0]

    def _unsettled(self) -> set[str]:
        return {name for name, bound in self._bound.items() if bound is not _Bound.ALWAYS}

    def _with_reads(self, statement: _Statement, *, conditional: bool) -> _Statement:
        """Replace the reads of names that may still be the step's."""
        wrapper = MetadataWrapper(module_of([statement]))
        reads = _ClassScopeReads(self._unsettled(), wrapper.resolve(ExpressionContextProvider))
        wrapper.module.visit(reads)
        new = {read: self._outer(read.value, conditional, in_fstring) for read, in_fstring in reads.found.items()}
        return cast(_Statement, statements_of(wrapper.module.visit(_Replace(new)))[0]) if new else statement

    def _outer(self, name: str, conditional: bool, in_fstring: bool) -> cst.BaseExpression:
        if self._bound[name] is _Bound.MAYBE:
            if in_fstring:
                raise NotImplementedError(f"a class body may read its own or the outer `{name}` in an f-string")
            return cst.parse_expression(f'({name} if "{name}" in locals() else (lambda: {name})())')
        if conditional or name not in self._aliases:
            # A function in a class body does see the variables of the function around the class.
            return cst.parse_expression(f"(lambda: {name})()")
        self.aliased.add(name)
        return cst.Name(self._aliases[name])


class _ClassScopeReads(cst.CSTVisitor):
    """Reads that the class body itself does, not a function, comprehension or class in it."""

    def __init__(self, names: Collection[str], contexts: Mapping[cst.CSTNode, ExpressionContext | None]) -> None:
        super().__init__()
        #: The read and whether it stands in an f-string.
        self.found: dict[cst.Name, bool] = {}
        self._names = names
        self._contexts = contexts
        self._fstrings = 0

    def visit_Name(self, node: cst.Name) -> None:
        if node.value in self._names and self._contexts.get(node) is ExpressionContext.LOAD:
            self.found[node] = self._fstrings > 0

    def visit_FormattedString(self, node: cst.FormattedString) -> None:
        self._fstrings += 1

    def leave_FormattedString(self, original_node: cst.FormattedString) -> None:
        self._fstrings -= 1

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return self._only(*node.decorators, node.params, node.returns)

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        return self._only(*node.decorators, *node.bases, *node.keywords)

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return self._only(node.params)

    def visit_ListComp(self, node: cst.ListComp) -> bool:
        return self._only(node.for_in.iter)

    def visit_SetComp(self, node: cst.SetComp) -> bool:
        return self._only(node.for_in.iter)

    def visit_DictComp(self, node: cst.DictComp) -> bool:
        return self._only(node.for_in.iter)

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> bool:
        return self._only(node.for_in.iter)

    def _only(self, *nodes: cst.CSTNode | None) -> bool:
        for node in nodes:
            if node is not None:
                node.visit(self)
        return False


class _Replace(cst.CSTTransformer):
    def __init__(self, new: Mapping[cst.Name, cst.BaseExpression]) -> None:
        super().__init__()
        self._new = new

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        return self._new.get(original_node, updated_node)
