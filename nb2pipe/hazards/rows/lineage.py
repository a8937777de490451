"""Cells -> where rows come from, what was learned from them, and how tests of models are compromised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

import libcst as cst

from nb2pipe.hazards.context import BUILTIN_NAMES, Context
from nb2pipe.hazards.rows.bearing import cells_bearing_on_tests
from nb2pipe.hazards.rows.branches import comparisons_in, names_assigned, names_compared, outcome
from nb2pipe.hazards.rows.evidence import Evidence
from nb2pipe.hazards.rows.expressions import evaluate, iterated
from nb2pipe.hazards.rows.instances import held, methods_of
from nb2pipe.hazards.rows.judging import keeps_best, select
from nb2pipe.hazards.rows.own_classes import LEARNS_NOTHING, OwnClass, own_class
from nb2pipe.hazards.rows.row_sets import RowSets
from nb2pipe.hazards.rows.setting import in_place, is_place, set_item
from nb2pipe.hazards.rows.unpacking import SIDE, parts_for
from nb2pipe.hazards.rows.values import (
    LIBRARY,
    NOTHING,
    Data,
    Instance,
    Model,
    Routine,
    Value,
    joined,
    models_in,
    spread,
)
from nb2pipe.model.analysis import Role
from nb2pipe.syntax.scopes import import_bindings, parameter_nodes
from nb2pipe.syntax.walk import children

#: Expressions that are looked at in one notebook; beyond that, calls of its functions are not followed.
_MOST = 60_000
_DEEPEST_CALL = 4
#: Names by which everybody knows libraries, where no import is to be seen.
_ALIASES = {"np", "pd", "plt", "sns", "joblib", "pickle", "pl", "xgb", "lgb"}


@lru_cache(maxsize=1)
def evidence_of(context: Context) -> Evidence:
    """What the code of the cells that bear on a test shows of it, in document order."""
    bearing = cells_bearing_on_tests(context)
    modules = ((facts, context.source(facts.index).module) for facts in context.code if facts.role is not Role.SKIP)
    cells = tuple((facts.index, module) for facts, module in modules if facts.index in bearing and module is not None)
    return context.kept_trees.recall("rows", cells, lambda: _follow(cells))


def _follow(cells: Sequence[tuple[int, cst.Module]]) -> Evidence:
    lineage = Lineage()
    for index, module in cells:
        lineage.cell = index
        lineage.follow(module.body)
    lineage.follow_uncalled()
    lineage.evidence.without_labels()
    return lineage.evidence


class Lineage:
    """What each variable holds, as far as the code has been followed."""

    def __init__(self) -> None:
        self.evidence = Evidence()
        self.sets = RowSets()
        self.cell = 0
        self.loops: list[cst.CSTNode] = []
        self._scopes: list[dict[str, Value]] = [{}]
        self._returned: list[list[Value]] = []
        self._running: list[cst.CSTNode] = []
        self._called: set[cst.CSTNode] = set()
        self._classes: dict[str, OwnClass] = {}
        self._methods: dict[str, Mapping[str, Routine]] = {}
        #: `from … import train_test_split as tts`: what is called so.
        self._originals: dict[str, str] = {}
        self._routines: list[Routine] = []
        #: Models by the files in which they were saved.
        self.saved: dict[str, Model] = {}
        self.steps = self.doubts = 0

    # Names

    def look_up(self, name: str) -> Value:
        """What a name holds; rows of its own if nothing here has bound it."""
        value = self.bound(name)
        if value is None:
            value = LIBRARY if name in _ALIASES else NOTHING if name in BUILTIN_NAMES else Data(self.sets.new())
            self._scopes[0][name] = value
        return value

    def bound(self, name: str) -> Value | None:
        """What the code has bound to a name."""
        return next((scope[name] for scope in reversed(self._scopes) if name in scope), None)

    def original(self, name: str) -> str:
        """What a name is called where it was imported from."""
        return self._originals.get(name, name) if self.bound(name) is LIBRARY else name

    def bind(self, name: str, value: Value) -> None:
        """Give a name its value."""
        if isinstance(value, Model) and not value.name:
            value.name = name
        value = self._scopes[-1][name] = self._with_rows(value)
        if isinstance(value, Data) and value.rows and SIDE.search(name):
            self._note_sides(name, value)

    def _note_sides(self, name: str, data: Data) -> None:
        """`train, test = df[:-30], df[-30:]`: what is called the test of rows that have a training part is one."""
        known = {name: data, **{n: v for n, v in self._scopes[-1].items() if isinstance(v, Data) and SIDE.search(n)}}
        is_test = "train" not in name.lower()
        if is_test:
            self.sets.note_called_test(data.rows)
        for other, value in known.items():
            if ("train" in other.lower()) is is_test and self.sets.are_sides(data.rows, value.rows):
                self.sets.note_test(data.rows if is_test else value.rows)

    def _with_rows(self, value: Value) -> Value:
        """A collection that is written out, with rows of its own."""
        if isinstance(value, Data) and value.items and not models_in(value) and not spread(value).rows:
            return replace(value, rows=self.sets.new())
        return value

    # Statements

    def follow(self, statements: Sequence[cst.CSTNode]) -> None:
        """Follow statements in order; each branch is taken, one after the other."""
        for statement in statements:
            self._statement(statement)

    def follow_uncalled(self) -> None:
        """Follow functions that no cell calls, each with rows of its own."""
        for routine in [routine for routine in self._routines if routine.node not in self._called]:
            self.run(routine, [], {})

    def _statement(self, node: cst.CSTNode) -> None:
        match node:
            case cst.SimpleStatementLine() | cst.SimpleStatementSuite() | cst.IndentedBlock():
                self.follow(node.body)
            case cst.Assign() | cst.AnnAssign() | cst.AugAssign():
                self._assignment(node)
            case cst.Expr(value=cst.Call(func=cst.Attribute(value=receiver)) as call) if in_place(call):
                self.assign(receiver, self.evaluate(call))
            case cst.Return():
                value = self.evaluate(node.value) if node.value is not None else NOTHING
                self._returned[-1:] = [[*each, value] for each in self._returned[-1:]]
            case cst.For():
                self._loop(node)
            case cst.If():
                self._branch(node)
            case cst.FunctionDef():
                routine = Routine(node, self.cell)
                self._routines.append(routine)
                self.bind(node.name.value, routine)
            case cst.ClassDef():
                self._classes[node.name.value] = own_class(node)
                self._methods[node.name.value] = methods_of(node, self.cell, self._methods)
                self.bind(node.name.value, NOTHING)
            case cst.Import() | cst.ImportFrom():
                for name, alias in import_bindings(node):
                    self.bind(name, LIBRARY)
                    self._originals[name] = alias.evaluated_name if isinstance(node, cst.ImportFrom) else name
            case _:
                self._others(node)

    def evaluate(self, node: cst.CSTNode) -> Value:
        """What an expression gives."""
        return evaluate(self, node)

    def _assignment(self, node: cst.Assign | cst.AnnAssign | cst.AugAssign) -> None:
        if node.value is None:
            return
        value = self.evaluate(node.value)
        if isinstance(node, cst.Assign):
            if keeps_best(node):
                select(self, spread(value))
            for target in node.targets:
                self.assign(target.target, value)
        elif isinstance(node, cst.AugAssign):
            self.assign(node.target, joined([spread(self.evaluate(node.target)), spread(value)]))
        else:
            self.assign(node.target, value)

    def _others(self, node: cst.CSTNode) -> None:
        """What stands in `with`, `while`, `try` and the like."""
        for child in children(node):
            if isinstance(child, cst.WithItem):
                value = self.evaluate(child.item)
                if child.asname is not None:
                    self.assign(child.asname.name, value)
            elif isinstance(child, cst.BaseExpression):
                self.evaluate(child)
            else:
                self._statement(child)

    def _loop(self, node: cst.For) -> None:
        self.assign(node.target, iterated(self.evaluate(node.iter)))
        self.loops.append(node)
        self._statement(node.body)
        self.loops.pop()
        if node.orelse is not None:
            self._statement(node.orelse.body)

    def _branch(self, node: cst.If) -> None:
        test = spread(self.evaluate(node.test))
        comparisons = comparisons_in(node.test) if test.judged else []
        if comparisons:
            compared = {name for each in comparisons for side in children(each) for name in names_compared(side)}
            assigned = set(names_assigned(node.body))
            alone = frozenset(judged for judged in test.judged if judged.among is None)
            if compared & assigned:
                select(self, test)
            elif assigned:
                select(self, replace(test, judged=alone))
        # Which way a function goes, its arguments may say.
        holds = outcome(node.test, partial(held, self)) if self._running else None
        self.doubts += bool(self._running) and holds is None
        if holds is not False:
            self._statement(node.body)
        if node.orelse is not None and holds is not True:
            self._statement(node.orelse if isinstance(node.orelse, cst.If) else node.orelse.body)
        self.doubts -= bool(self._running) and holds is None

    def assign(self, target: cst.CSTNode, value: Value) -> None:
        """Bind what a target names to a value, or to its parts."""
        match target:
            case cst.Name(value=name):
                self.bind(name, value)
            case cst.Tuple() | cst.List():
                self._unpack(target.elements, value)
            case cst.StarredElement(value=inner):
                self.assign(inner, value)
            case cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value=attribute)) if isinstance(
                owner := self.bound(name), Instance
            ):
                owner.attributes[attribute] = self._with_rows(value)
            case cst.Subscript(
                value=cst.Name() | cst.Attribute(value=cst.Name()) as table,
                slice=[cst.SubscriptElement(slice=cst.Index(value=key))],
            ) if is_place(self, table):
                set_item(self, table, key, value)
            case cst.Subscript() | cst.Attribute():
                root = target.value
                while isinstance(root, (cst.Subscript, cst.Attribute)):
                    root = root.value
                known = self.look_up(root.value) if isinstance(root, cst.Name) else None
                if isinstance(root, cst.Name) and isinstance(known, Data):
                    given = spread(value)
                    self.bind(root.value, replace(joined([known, given]), rows=known.rows or given.rows))

    def _unpack(self, elements: Sequence[cst.BaseElement], value: Value) -> None:
        for element, part in zip(elements, parts_for(self, elements, value), strict=True):
            self.assign(element.value, part)
            if isinstance(element.value, cst.Name) and isinstance(part, Data) and part.rows:
                name = element.value.value.lower()
                if "val" in name or "dev" in name:
                    self.sets.note_validation(part.rows)

    # Functions of the notebook

    def run(self, routine: Routine, arguments: Sequence[Value], keywords: dict[str, Value]) -> Value:
        """What a call of a function of the notebook gives."""
        node = routine.node
        self._called.add(node)
        if node in self._running or len(self._running) >= _DEEPEST_CALL or self.steps > _MOST:
            return joined([spread(value) for value in (*arguments, *keywords.values())])
        scope: dict[str, Value] = {}
        for position, param in enumerate(parameter_nodes(node.params)):
            name = param.name.value
            given = arguments[position] if position < len(arguments) else keywords.get(name)
            if (
                given is None
                and isinstance(param.default, cst.Name)
                and param.default.value in ("True", "False", "None")
            ):
                given = self.evaluate(param.default)
            scope[name] = self._with_rows(given) if given is not None else Data(self.sets.new())
        cell, loops = self.cell, self.loops
        self.cell, self.loops = routine.cell, list(loops)
        self._scopes.append(scope)
        self._running.append(node)
        self._returned.append([])
        if isinstance(node, cst.Lambda):
            self._returned[-1].append(self.evaluate(node.body))
        else:
            self._statement(node.body)
        returned = self._returned.pop()
        self._running.pop()
        self._scopes.pop()
        self.cell, self.loops = cell, loops
        return returned[0] if len(returned) == 1 else joined([spread(value) for value in returned])

    def methods(self, name: str) -> Mapping[str, Routine]:
        """The methods of a class of the notebook whose objects are followed."""
        return self._methods.get(name, {})

    def own_class(self, name: str) -> OwnClass:
        """What a class of the notebook learns."""
        return self._classes.get(name, LEARNS_NOTHING)
