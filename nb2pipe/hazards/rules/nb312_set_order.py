"""NB312: the order of a set decides a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import replace_node, text_at
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.syntax.scopes import dotted_name

#: Calls that keep the order in which they are given things.
_ORDERED = {"list", "tuple", "enumerate", "iter", "dict.fromkeys"}
#: Calls whose result is the same in any order.
_UNORDERED = {"sorted", "set", "frozenset", "len", "sum", "min", "max", "any", "all", "Counter", "collections.Counter"}
_SET_METHODS = {"union", "intersection", "difference", "symmetric_difference"}
_SET_OPERATORS = (cst.BitOr, cst.BitAnd, cst.BitXor, cst.Subtract)


class SetOrder(Rule):
    """A list, a numbering or a text is made from a set, in the set's order.

    Python stores texts by a hash that is another one in each process (`PYTHONHASHSEED`), so the order of a set of
    texts changes from run to run: `{word: i for i, word in enumerate(set(words))}` numbers the same words
    differently each time, and a model that was stored with one numbering is useless with the next.

    Sort the set (`sorted(set(words))`), or use `dict.fromkeys(words)`, which keeps the order of the first
    appearance. `nb2pipe fix --unsafe-fixes` sorts. It is a warning where the set surely holds texts; numbers have
    an order that is the same in each run.
    """

    code = RuleCode("NB312")
    name = "set-order"
    severity = Severity.WARNING
    VALID = (
        notebook("words = sorted(set('a b'.split()))"),
        notebook("n = len(list(set(words)))"),
        notebook("both = set(a) | set(b)"),
        notebook("xs = list({1, 2, 3})"),
        notebook("xs = list(set(range(3)))"),
        notebook("xs = sorted(x for x in set('ab'))"),
        notebook("xs = list(dict.fromkeys(words))"),
        notebook(cell("xs = list({'a', 'b'})", "step:skip")),
    )
    INVALID = (
        notebook("words = list(set('a b'.split()))"),
        notebook("number = {w: i for i, w in enumerate({'a', 'b'})}"),
        notebook("names = {'a', 'b'}", "text = ', '.join(names)"),
        notebook("kinds = list(set(df['kind']))"),
        notebook("xs = [x.upper() for x in set('ab') - {'a'}]"),
    )
    UNSAFE_FIXED = (
        (notebook("xs = list({'a', 'b'})  # all"), notebook("xs = sorted({'a', 'b'})  # all")),
        (
            notebook("n = {w: i for i, w in enumerate({'b', 'a'})}"),
            notebook("n = {w: i for i, w in enumerate(sorted({'b', 'a'}))}"),
        ),
        (notebook("s = {'b', 'a'}", "t = '-'.join(s)"), notebook("s = {'b', 'a'}", "t = '-'.join(sorted(s))")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each set that is put into an order."""
        names = {write.name for _, write in context.writes() if write.type == "set"}
        for facts in context.code:
            source = context.source(facts.index).cell.source
            if facts.role is Role.SKIP or not ("set" in source or "{" in source or any(n in source for n in names)):
                continue
            tree = context.tree(facts.index)
            for node, through in _sequences(tree):
                if (
                    _is_set(context, facts, node)
                    and not _is_unordered_around(tree, through)
                    and not _holds_numbers(node)
                ):
                    yield self._ordered(context, facts, node, through)

    def _ordered(self, context: Context, facts: CellFacts, node: cst.BaseExpression, through: cst.CSTNode) -> Finding:
        is_text = _holds_texts(node)
        return self.found(
            facts.index,
            context.span(facts.index, through),
            message="the order of a set of texts is another one in each run"
            if is_text
            else "if this set holds texts, its order is another one in each run",
            hint="sort it: `sorted(…)`",
            severity=None if is_text else Severity.INFO,
            fix=_sorted(context, facts.index, node, through),
        )


def _sequences(tree: Tree) -> Iterator[tuple[cst.BaseExpression, cst.CSTNode]]:
    """What is put into an order, and the code that does it."""
    for call in tree.all(cst.Call):
        if (dotted_name(call.func) in _ORDERED or _joins(call)) and _is_plain(call.args[:1]):
            yield call.args[0].value, call
    for listed in tree.all(cst.ListComp):
        yield listed.for_in.iter, listed
    for mapped in tree.all(cst.DictComp):
        yield mapped.for_in.iter, mapped


def _is_plain(arguments: Sequence[cst.Arg]) -> bool:
    return any(not argument.star and argument.keyword is None for argument in arguments)


def _joins(call: cst.Call) -> bool:
    func = call.func
    if not isinstance(func, cst.Attribute) or func.attr.value != "join" or len(call.args) != 1:
        return False
    return isinstance(func.value, (cst.SimpleString, cst.Name))


def _is_set(context: Context, facts: CellFacts, node: cst.BaseExpression) -> bool:
    match node:
        case cst.Set() | cst.SetComp():
            return True
        case cst.Call():
            name = dotted_name(node.func)
            if name in ("set", "frozenset"):
                return bool(node.args)
            return (
                isinstance(node.func, cst.Attribute)
                and node.func.attr.value in _SET_METHODS
                and _is_set(context, facts, node.func.value)
            )
        case cst.BinaryOperation() if isinstance(node.operator, _SET_OPERATORS):
            return _is_set(context, facts, node.left) or _is_set(context, facts, node.right)
        case cst.Name():
            return _is_set_variable(context, facts, VarName(node.value))
    return False


def _is_set_variable(context: Context, facts: CellFacts, name: VarName) -> bool:
    """Whether every value that the name has in the notebook is a set."""
    types = [other.writes[name].type for other in context.code if name in other.writes]
    is_changed = any(name in other.writes and other.writes[name].type != "set" for other in context.code)
    return bool(types) and not is_changed and (name in facts.reads or name in facts.writes)


def _is_unordered_around(tree: Tree, node: cst.CSTNode) -> bool:
    outer = tree.parents.get(node)
    call = tree.parents.get(outer) if isinstance(outer, cst.Arg) else None
    if isinstance(call, cst.Call):
        name = dotted_name(call.func)
        # What is inside is what is put into an order; it is looked at there.
        return name in _UNORDERED or name in _ORDERED
    return isinstance(outer, (cst.ComparisonTarget, cst.Comparison)) or (
        isinstance(outer, cst.CompFor) and isinstance(tree.parents.get(outer), (cst.SetComp, cst.GeneratorExp))
    )


def _holds_numbers(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Set():
            return all(isinstance(e.value, (cst.Integer, cst.Float, cst.UnaryOperation)) for e in node.elements)
        case cst.Call(args=[cst.Arg(value=cst.Call() as inner)]):
            return dotted_name(inner.func).rpartition(".")[2] in ("range", "arange", "linspace", "randint")
        case cst.BinaryOperation():
            return _holds_numbers(node.left) or _holds_numbers(node.right)
    return False


def _holds_texts(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Set():
            return any(isinstance(e.value, (cst.SimpleString, cst.FormattedString)) for e in node.elements)
        case cst.SetComp():
            return _is_text(node.elt)
        case cst.Call():
            return any(_is_texts(argument.value) for argument in node.args)
        case cst.BinaryOperation():
            return _holds_texts(node.left) or _holds_texts(node.right)
    return False


def _is_texts(node: cst.BaseExpression) -> bool:
    """A text, or a list of texts."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        return node.func.attr.value in ("split", "splitlines", "lower", "read", "listdir")
    if isinstance(node, (cst.List, cst.Tuple)):
        return any(isinstance(element.value, cst.SimpleString) for element in node.elements)
    if isinstance(node, (cst.GeneratorExp, cst.ListComp)):
        return _is_text(node.elt)
    return isinstance(node, cst.SimpleString)


def _is_text(node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        return node.func.attr.value in ("lower", "upper", "strip", "title", "replace", "format", "join")
    return isinstance(node, (cst.SimpleString, cst.FormattedString))


def _sorted(context: Context, cell_index: int, node: cst.BaseExpression, through: cst.CSTNode) -> Fix | None:
    if isinstance(through, cst.Call) and dotted_name(through.func) == "list":
        edit = replace_node(context, cell_index, through.func, "sorted")
    else:
        text = text_at(context, cell_index, context.span(cell_index, node))
        edit = replace_node(context, cell_index, node, f"sorted({text})")
    return Fix("sort the set", (edit,), is_safe=False) if edit is not None else None
