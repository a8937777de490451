"""Calls of one function in some code, and the same calls with variables handed on by name."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.syntax.formulas import names_in_formulas
from nb2pipe.syntax.scopes import names_of_block, names_of_function
from nb2pipe.syntax.walk import walk

_TEXTS = (cst.SimpleString, cst.FormattedStringText)
_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))


#: What code is given that hands a function on: `map(f, rows)` -> `map(partial(f, a=a), rows)`.
PARTIAL = "partial"
#: Functions, and methods of tables, that only call the function that they are given first.
_CALLING_FUNCTIONS, _CALLING_METHODS = frozenset({"map", "filter"}), frozenset({"map", "apply"})
CALLERS = _CALLING_FUNCTIONS | _CALLING_METHODS


def with_arguments(node: cst.CSTNode, function: str, names: Sequence[str]) -> cst.CSTNode | None:
    """The code where each call of the function hands on variables by name: `f(x)` -> `f(x, a=a)`.

    What only calls it, as `map` does, is given a partial one. None where that could mean something else: the code does
    more with the function than to call it, or calls it where one of the names is another variable.
    """
    if function in names_in_formulas(node) or names_function_in_text(node, function):
        return None
    handing = _Handing(function, names)
    changed = node.visit(handing)
    is_safe = handing.mentions == handing.calls and not handing.hides
    return changed if is_safe and isinstance(changed, cst.CSTNode) else None


def names_function_in_text(node: cst.CSTNode, function: str = "") -> bool:
    """Whether a text in the code may look up the function, or else any variable: `frame.query("x > @limit")`."""
    return any(isinstance(each, _TEXTS) and f"@{function}" in each.value for each in walk(node))


class _Handing(cst.CSTTransformer):
    """Counts mentions of the function, and adds arguments to its calls."""

    def __init__(self, function: str, names: Sequence[str]) -> None:
        super().__init__()
        self._function, self._names = function, names
        #: Names that the scopes around the current node bind, the outermost left out.
        self._inner: list[frozenset[str]] = []
        #: Nodes that are no mentions of a variable: attributes, keywords, names of parameters.
        self._labels: set[int] = set()
        self.mentions = self.calls = 0
        #: A call stands where one of the names is another variable.
        self.hides = False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._labels.add(id(node.name))
        is_own = node.name.value == self._function and not self._inner
        self._inner.append(frozenset() if is_own else frozenset(names_of_function(node).local))

    def leave_FunctionDef(self, _original: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        self._inner.pop()
        return updated_node

    def visit_Lambda(self, node: cst.Lambda) -> None:
        self._inner.append(frozenset(names_of_function(node).local))

    def leave_Lambda(self, _original: cst.Lambda, updated_node: cst.Lambda) -> cst.Lambda:
        self._inner.pop()
        return updated_node

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._labels.add(id(node.name))
        self._inner.append(frozenset(names_of_block([node.body]).bound))

    def leave_ClassDef(self, _original: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        self._inner.pop()
        return updated_node

    def visit_CompFor(self, node: cst.CompFor) -> None:
        # Its variables are those of the whole comprehension, which libcst visits in another order.
        bound = {each.value for each in _names_in(node.target)}
        self.hides = self.hides or bool(bound & {self._function, *self._names})

    def visit_Attribute(self, node: cst.Attribute) -> None:
        self._labels.add(id(node.attr))

    def visit_Arg(self, node: cst.Arg) -> None:
        self._labels.add(id(node.keyword))

    def visit_Param(self, node: cst.Param) -> None:
        self._labels.add(id(node.name))

    def visit_Name(self, node: cst.Name) -> None:
        self.mentions += id(node) not in self._labels and node.value == self._function

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if _is_handed_on(original_node, self._function):
            self._note_use()
            first, *others = updated_node.args
            bound = [cst.Arg(cst.Name(self._function)), *map(_argument, self._names)]
            return updated_node.with_changes(
                args=[first.with_changes(value=cst.Call(cst.Name(PARTIAL), _with_commas(bound))), *others]
            )
        if not isinstance(original_node.func, cst.Name) or original_node.func.value != self._function:
            return updated_node
        self._note_use()
        self.hides = self.hides or any(
            each.keyword and each.keyword.value in self._names for each in original_node.args
        )
        return updated_node.with_changes(args=_with_commas([*updated_node.args, *map(_argument, self._names)]))

    def _note_use(self) -> None:
        self.calls += 1
        self.hides = self.hides or any(bound & {self._function, *self._names} for bound in self._inner)


def _is_handed_on(call: cst.Call, function: str) -> bool:
    """Whether the call is of something that only calls the function, which it is given first and by position."""
    match call:
        case cst.Call(func=cst.Name(value=caller), args=[first, *_]):
            is_calling = caller in _CALLING_FUNCTIONS
        case cst.Call(func=cst.Attribute(attr=cst.Name(value=caller)), args=[first, *_]):
            is_calling = caller in _CALLING_METHODS
        case _:
            return False
    is_it = isinstance(first.value, cst.Name) and first.value.value == function
    return is_calling and is_it and first.keyword is None and not first.star


def _with_commas(arguments: Sequence[cst.Arg]) -> list[cst.Arg]:
    *given, last = arguments
    return [*(each if isinstance(each.comma, cst.Comma) else each.with_changes(comma=_COMMA) for each in given), last]


def _names_in(target: cst.CSTNode) -> list[cst.Name]:
    found = [target] if isinstance(target, cst.Name) else []
    return [*found, *(name for child in target.children for name in _names_in(child))]


def _argument(name: str) -> cst.Arg:
    bare = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(cst.Name(name), cst.Name(name), equal=bare)
