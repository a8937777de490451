"""Expressions whose value is the same wherever they are computed: literals, and what plain functions make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.analysis.cells.plain_functions import (
    FIELDS,
    ITERATORS,
    METHODS,
    ORDERED,
    SET_METHODS,
    TYPE_METHODS,
    UNORDERED,
    VIEWS,
)
from nb2pipe.analysis.cells.type_expressions import BUILTIN_TYPES, names_types
from nb2pipe.syntax.scopes import dotted_name, target_names

#: Names of constants from which a value has the order of a set; the empty name if it has it of itself.
Flow = frozenset[str]

_NONE: Flow = frozenset()
_SET: Flow = frozenset({""})
_LITERALS = frozenset({cst.SimpleString, cst.Integer, cst.Float, cst.Imaginary, cst.Ellipsis})
_SINGLETONS = frozenset({"True", "False", "None"})


@dataclass(slots=True)
class FixedValue:
    """What the value of an expression depends on."""

    #: Variables of the notebook that it names: they have to be constants, or imported.
    names: set[str] = field(default_factory=set)
    #: Those of which it takes the elements in order: a set has another in each process.
    in_order: set[str] = field(default_factory=set)
    #: Builtins that it names: no variable of the notebook may have the name.
    builtins: set[str] = field(default_factory=set)
    #: What it calls of imported modules, as it is written: `re.compile`, `compile`.
    calls: set[str] = field(default_factory=set)
    #: What else it takes from them: `string.punctuation`.
    members: set[str] = field(default_factory=set)
    #: Constants with a method of theirs that it calls, or modules with a function: `WORDS.split`, `re.split`.
    either: set[str] = field(default_factory=set)
    #: Whose order of elements it has.
    flow: Flow = _NONE
    #: Whether it is a type, if its names are those of types.
    is_type: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether it names nothing at all."""
        return not (self.names or self.builtins or self.calls or self.members or self.either)


class _NotFixedError(Exception):
    """The value may be another wherever it is computed."""


def fixed_value(node: cst.BaseExpression) -> FixedValue | None:
    """What a value depends on, if it is the same wherever it is computed; None if it may not be."""
    if type(node) in _LITERALS:
        return FixedValue()
    if isinstance(node, cst.Name) and node.value not in _SINGLETONS | BUILTIN_TYPES:
        return None  # another name of one object
    reader = _Reader()
    reader.found.is_type = names_types(node)
    try:
        reader.found.flow = reader.read(node)
    except (_NotFixedError, RecursionError):
        return None
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = FixedValue()
        self._own: set[str] = set()

    def read(self, node: cst.CSTNode) -> Flow:  # noqa: C901  # one case per kind of node
        """Whose order of elements the value of an expression has."""
        if type(node) in _LITERALS:
            return _NONE
        match node:
            case cst.Name():
                return self._read_name(node.value)
            case cst.Attribute():
                return self._read_attribute(node)
            case cst.ConcatenatedString():
                return self._read_all(node.left, node.right)
            case cst.FormattedString():
                self._read_text(node)
                return _NONE
            case cst.UnaryOperation():
                return self.read(node.expression)
            case cst.BinaryOperation() | cst.BooleanOperation():
                return self._read_all(node.left, node.right)
            case cst.Comparison():
                self._read_all(node.left, *(target.comparator for target in node.comparisons))
                return _NONE
            case cst.IfExp():
                return self._read_all(node.test, node.body, node.orelse)
            case cst.Tuple() | cst.List():
                return self._read_elements(node.elements)
            case cst.Set():
                self._read_elements(node.elements)
                return _SET
            case cst.Dict():
                return frozenset[str]().union(*map(self._read_item, node.elements))
            case cst.ListComp() | cst.SetComp() | cst.DictComp():
                return self._read_comprehension(node)
            case cst.Subscript():
                return self._read_all(node.value, *(each.slice for each in node.slice))
            case cst.Index():
                return self.read(node.value)
            case cst.Slice():
                return self._read_all(*filter(None, (node.lower, node.upper, node.step)))
            case cst.Call():
                return self._read_call(node)
            case cst.Lambda() if not any(each.default for each in node.params.params):
                return _NONE  # what it looks up when it is called says where it can stand
        raise _NotFixedError

    def _read_all(self, *nodes: cst.CSTNode) -> Flow:
        return frozenset[str]().union(*map(self.read, nodes))

    def _read_name(self, name: str) -> Flow:
        if name in self._own or name in _SINGLETONS:
            return _NONE
        if name in BUILTIN_TYPES:
            self.found.builtins.add(name)
            return _NONE
        self.found.names.add(name)
        return frozenset({name})

    def _read_attribute(self, node: cst.Attribute) -> Flow:
        dotted = dotted_name(node)
        if isinstance(node.value, cst.Call) and node.attr.value in FIELDS:
            self.read(node.value)
            return _NONE
        if not dotted or dotted.partition(".")[0] in self._own:
            raise _NotFixedError
        self.found.members.add(dotted)
        return _NONE

    def _read_text(self, node: cst.FormattedString) -> None:
        for part in node.parts:
            if isinstance(part, cst.FormattedStringExpression):
                self._in_order(self.read(part.expression))
                if part.format_spec:
                    raise _NotFixedError

    def _read_elements(self, elements: Sequence[cst.BaseElement]) -> Flow:
        flow = _NONE
        for element in elements:
            own = self.read(element.value)
            if isinstance(element, cst.StarredElement):
                self._in_order(own)
            flow |= own
        return flow

    def _read_item(self, element: cst.BaseDictElement) -> Flow:
        if isinstance(element, cst.DictElement):
            return self._read_all(element.key, element.value)
        return self.read(element.value)

    def _read_comprehension(self, node: cst.ListComp | cst.SetComp | cst.DictComp | cst.GeneratorExp) -> Flow:
        takes_any = isinstance(node, cst.SetComp)
        outer = set(self._own)
        loop: cst.CompFor | None = node.for_in
        while loop is not None:
            self._consume(loop.iter, takes_any=takes_any)
            self._own |= set(target_names(loop.target))
            for test in loop.ifs:
                self.read(test.test)
            if loop.asynchronous:
                raise _NotFixedError
            loop = loop.inner_for_in
        parts = (node.key, node.value) if isinstance(node, cst.DictComp) else (node.elt,)
        flow = self._read_all(*parts)
        self._own = outer
        return _SET if takes_any else flow

    def _consume(self, node: cst.BaseExpression, *, takes_any: bool = False) -> Flow:
        """Read what somebody goes through, so that it may be an iterator."""
        if isinstance(node, cst.GeneratorExp):
            flow = self._read_comprehension(node)
        elif isinstance(node, cst.Call) and (inner := self._iterator(node)) is not None:
            # Pairs of elements and numbers of elements are others in another order.
            shows = isinstance(node.func, cst.Attribute)
            flow = frozenset[str]().union(*(self._consume(each, takes_any=takes_any and shows) for each in inner))
        else:
            flow = self.read(node)
        return flow if takes_any else self._in_order(flow)

    def _iterator(self, call: cst.Call) -> list[cst.BaseExpression] | None:
        """What a call that makes an iterator or a view goes through; None for another call."""
        match call.func:
            case cst.Name(name) if name in ITERATORS and name not in self._own:
                self.found.builtins.add(name)
                if any(each.star for each in call.args):
                    raise _NotFixedError
                return [each.value for each in call.args]
            case cst.Attribute(base, cst.Name(method)) if method in VIEWS and not call.args:
                return [base]
        return None

    def _in_order(self, flow: Flow) -> Flow:
        if "" in flow:
            raise _NotFixedError
        self.found.in_order |= flow
        return _NONE

    def _read_call(self, call: cst.Call) -> Flow:
        if any(each.star for each in call.args):
            raise _NotFixedError
        dotted = dotted_name(call.func)
        root, _, rest = dotted.partition(".")
        if root in self._own and not rest:
            raise _NotFixedError
        if dotted in UNORDERED or dotted in ORDERED:
            return self._read_builtin_call(dotted, call)
        if dotted in TYPE_METHODS:
            self.found.builtins.add(root)
        elif isinstance(call.func, cst.Attribute) and call.func.attr.value in METHODS:
            return self._read_method_call(call.func, call)
        elif dotted and root not in self._own:
            self.found.calls.add(dotted)
        else:
            raise _NotFixedError
        for each in call.args:
            self._consume(each.value)
        return _NONE

    def _read_builtin_call(self, name: str, call: cst.Call) -> Flow:
        self.found.builtins.add(name)
        takes_any = name in UNORDERED and not any(each.keyword and each.keyword.value == "key" for each in call.args)
        for each in call.args:
            if each.keyword is not None and each.keyword.value == "key":
                if not isinstance(each.value, cst.Name) or each.value.value not in ("len", "str", "int", "abs"):
                    raise _NotFixedError
                self.found.builtins.add(each.value.value)
            else:
                self._consume(each.value, takes_any=takes_any)
        return _SET if name in ("set", "frozenset") else _NONE

    def _read_method_call(self, function: cst.Attribute, call: cst.Call) -> Flow:
        method, dotted = function.attr.value, dotted_name(function)
        if dotted and dotted.partition(".")[0] not in self._own:
            self.found.either.add(dotted)
            flow = frozenset({dotted.partition(".")[0]}) if dotted.count(".") == 1 else _NONE
        else:
            flow = self.read(function.value)
        for each in call.args:
            self._consume(each.value, takes_any=method in SET_METHODS)
        return flow
