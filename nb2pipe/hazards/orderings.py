"""Code -> what is put into an order that is another one elsewhere: sets, and the names of files that a folder holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.tree import Tree, root_of
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name, target_names
from nb2pipe.syntax.walk import walk

#: Calls that keep the order in which they are given things, and show it.
_ORDERED = {"list", "tuple", "enumerate", "iter", "fromkeys", "zip"}
#: Calls that hand things on one by one.
_PASSING = {"map", "filter", "tqdm", "chain", "islice", "from_iterable", "reversed", "str"}
#: Calls whose result is the same in any order.
_UNORDERED = {"sorted", "set", "frozenset", "len", "sum", "min", "max", "any", "all", "Counter", "isin", "update",
              "issubset", "issuperset", "natsorted", "drop", "difference", "intersection"}  # fmt: skip
_SHOWING = {"print", "display", "pprint"}
_SET_METHODS = {"union", "intersection", "difference", "symmetric_difference", "copy"}
_SET_OPERATORS = (cst.BitOr, cst.BitAnd, cst.BitXor, cst.Subtract)
_LISTING_METHODS = {"iterdir", "rglob"}
_LISTING_CALLS = {"os.listdir", "os.scandir", "os.walk", "glob.glob", "glob.iglob", "listdir", "scandir", "iglob"}
#: Calls that put what they are given behind what there is already.
_APPENDING = {"append", "extend", "insert", "appendleft", "write", "writelines", "writerow"}
_STACKING = {"concat", "vstack", "hstack", "append", "concatenate", "stack"}


@dataclass(frozen=True, slots=True)
class Ordering:
    """A set, or names of files, and the code that gives them an order."""

    #: The whole of it: `set(a) - set(b)`.
    what: cst.BaseExpression
    #: The code that puts it into an order; the expression itself, where a loop or a call goes through it.
    through: cst.CSTNode
    is_listing: bool
    #: The variable that has what comes out of it, where an assignment ends the way.
    bound: str = ""


def orderings_of_literals(tree: Tree) -> tuple[Ordering, ...]:
    """Those of the sets that the code spells out, of calls that list files, and of sets that functions give names."""
    sets: list[cst.BaseExpression] = [*tree.all(cst.Set), *tree.all(cst.SetComp)]
    sets += [call for call in tree.all(cst.Call) if _makes_set(call)]
    listings = [call for call in tree.all(cst.Call) if lists_files(call)]
    ways = [_Way(tree, source, is_listing=False) for source in (*sets, *_uses_of_local_sets(tree, sets))]
    return _taken(ways + [_Way(tree, source, is_listing=True) for source in listings])


def orderings_of_name(tree: Tree, name: str, is_listing: bool = False) -> tuple[Ordering, ...]:
    """Those of what a variable of the notebook holds."""
    uses = [node for node in tree.all(cst.Name) if node.value == name and not _is_written(tree, node)]
    return _taken([_Way(tree, use, is_listing=is_listing) for use in uses])


def _taken(ways: list[_Way]) -> tuple[Ordering, ...]:
    found = [way.follow() for way in ways]
    return tuple({each.through: each for each in found if each is not None}.values())


def _uses_of_local_sets(tree: Tree, sets: list[cst.BaseExpression]) -> Iterator[cst.Name]:
    """Where functions use variables of their own to which they give nothing but sets."""
    for function in {tree.function_around(source): None for source in sets}:
        if not isinstance(function, cst.FunctionDef):
            continue
        inside = list(walk(function.body))
        given: dict[str, bool] = {}
        for node in inside:
            if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Name):
                name = node.targets[0].target.value
                given[name] = given.get(name, True) and any(node.value is source for source in sets)
        names = {name for name, is_set in given.items() if is_set}
        yield from (n for n in inside if isinstance(n, cst.Name) and n.value in names and not _is_written(tree, n))


def names_sorted(tree: Tree) -> frozenset[str]:
    """Variables that the code puts into an order of their own: `names.sort()`, `names = sorted(names)`."""
    calls = tree.all(cst.Call)
    sorted_in_place = {root_of(call.func) for call in calls if called_name(call) in ("sort", "sort_values", "shuffle")}
    given = {root_of(call.args[0].value) for call in calls if called_name(call) == "sorted" and call.args}
    return frozenset(sorted_in_place | given)


def lists_files(call: cst.Call) -> bool:
    """`os.listdir(folder)`, `Path(folder).glob("*.csv")`."""
    name = dotted_name(call.func)
    if name in _LISTING_CALLS:
        return True
    last = called_name(call)
    if last in _LISTING_METHODS:
        return isinstance(call.func, cst.Attribute)
    return last == "glob" and bool(call.args)


def _makes_set(call: cst.Call) -> bool:
    return isinstance(call.func, cst.Name) and call.func.value in ("set", "frozenset")


def _is_written(tree: Tree, node: cst.Name) -> bool:
    outer = tree.parents.get(node)
    if isinstance(outer, cst.Attribute):
        return outer.attr is node
    if isinstance(outer, cst.Arg):
        return outer.keyword is node
    return isinstance(outer, (cst.AssignTarget, cst.Param, cst.ImportAlias, cst.AsName))


class _Way:
    """The way from a set to what is made of it, until its order is gone, or is kept."""

    def __init__(self, tree: Tree, source: cst.BaseExpression, *, is_listing: bool) -> None:
        self._tree = tree
        self._is_listing = is_listing
        #: Where the way has come to, and how much of that is still the set.
        self._node: cst.CSTNode = source
        self._what = source
        #: The first code on the way that keeps an order.
        self._ordered: cst.CSTNode | None = source if is_listing else None
        self._is_numbered = False

    def follow(self) -> Ordering | None:
        """What shows the order; None where nothing does."""
        outer = self._tree.parents.get(self._node)
        while outer is not None and self._passes(outer):
            outer = self._tree.parents.get(self._node)
        return self._end(outer) if self._shows(outer) else None

    def _passes(self, outer: cst.CSTNode) -> bool:
        """Go on to the code around, if it hands on what it is given."""
        match outer:
            case cst.Arg():
                call = self._tree.parents[outer]
                return isinstance(call, cst.Call) and self._passes_call(call)
            case cst.CompFor() if self._node is outer.iter:
                return self._passes_comprehension(outer)
            case cst.Attribute() if self._node is outer.value and outer.attr.value in _SET_METHODS:
                method = self._tree.parents.get(outer)
                return not self._ordered and isinstance(method, cst.Call) and self._go_on(method, is_set=True)
            case cst.BinaryOperation():
                is_set = not self._ordered and isinstance(outer.operator, _SET_OPERATORS)
                return self._go_on(outer, is_set=is_set)
            case cst.IfExp() | cst.BooleanOperation():
                return self._go_on(outer)
            case cst.StarredElement():
                row = self._tree.parents[outer]
                self._ordered = self._ordered or (row if isinstance(row, (cst.List, cst.Tuple)) else None)
                return isinstance(row, (cst.List, cst.Tuple)) and self._go_on(row)
        return False

    def _go_on(self, node: cst.BaseExpression, *, is_set: bool = False) -> bool:
        self._node = node
        self._what = node if is_set else self._what
        return True

    def _passes_call(self, call: cst.Call) -> bool:
        last = called_name(call)
        self._is_numbered = self._is_numbered or last in ("enumerate", "zip")
        if last in _ORDERED or (last == "join" and _joins(call)):
            self._ordered = self._ordered or call
            return self._go_on(call)
        return last in _PASSING and self._go_on(call)

    def _passes_comprehension(self, part: cst.CompFor) -> bool:
        made = self._tree.enclosing(part, lambda each: isinstance(each, cst.BaseComp))
        if isinstance(made, cst.ListComp):
            self._ordered = self._ordered or made
        return isinstance(made, (cst.ListComp, cst.GeneratorExp)) and self._go_on(made)

    def _shows(self, outer: cst.CSTNode | None) -> bool:
        """Whether the code at the end of the way makes something of the order."""
        match outer:
            case cst.Arg():
                call = self._tree.parents[outer]
                last = called_name(call) if isinstance(call, cst.Call) else ""
                return last not in _UNORDERED and not (self._is_listing and last in _SHOWING)
            case cst.CompFor():
                made = self._tree.enclosing(outer, lambda each: isinstance(each, cst.BaseComp))
                return self._is_numbered and isinstance(made, cst.DictComp)
            case cst.For():
                return self._node is outer.iter and _keeps_order(outer, is_numbered=self._is_numbered)
            case cst.Attribute():
                method = self._tree.parents.get(outer)
                is_taken = not isinstance(self._tree.parents.get(method), cst.Expr) if method is not None else False
                return outer.attr.value == "pop" and isinstance(method, cst.Call) and not method.args and is_taken
        return not isinstance(outer, _UNINTERESTED)

    def _end(self, outer: cst.CSTNode | None) -> Ordering | None:
        through = self._ordered
        if isinstance(outer, cst.For):
            through = through or self._node
        if isinstance(outer, cst.Attribute):
            through = through or self._tree.parents[outer]
        bound = ""
        if isinstance(outer, cst.Assign):
            target = outer.targets[0].target
            through = through or (self._node if isinstance(target, (cst.Tuple, cst.List)) else None)
            bound = target.value if isinstance(target, cst.Name) else ""
        return Ordering(self._what, through, self._is_listing, bound) if through is not None else None


#: Code around that asks for no order.
_UNINTERESTED = (cst.Comparison, cst.ComparisonTarget, cst.Expr, cst.UnaryOperation, cst.If, cst.While)


def _joins(call: cst.Call) -> bool:
    func = call.func
    return isinstance(func, cst.Attribute) and isinstance(func.value, (cst.SimpleString, cst.Name))


def _keeps_order(loop: cst.For, *, is_numbered: bool) -> bool:
    """Whether a loop leaves something behind that is another one where its rounds come in another order."""
    inside = list(walk(loop.body))
    own = {name for node in inside if isinstance(node, cst.AssignTarget) for name in target_names(node.target)}
    own.update(target_names(loop.target))
    counters = {root_of(node) for node in inside if isinstance(node, cst.AugAssign)}
    counters.update(target_names(loop.target) if is_numbered else ())
    if any(isinstance(node, cst.Call) and called_name(node) in ("sorted", "sort") for node in inside):
        return False
    return any(_adds(node, own) or _numbers(node, counters) for node in inside) or any(map(_collects, inside))


def _adds(node: cst.CSTNode, own: set[str]) -> bool:
    if isinstance(node, cst.Yield):
        return True
    if isinstance(node, cst.Call):
        is_method = isinstance(node.func, cst.Attribute) and called_name(node) in _APPENDING
        return is_method and root_of(node.func) not in own and bool(node.args)
    return isinstance(node, cst.AugAssign) and isinstance(node.operator, cst.AddAssign) and _is_sequence(node.value)


def _is_sequence(node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.BinaryOperation):
        return _is_sequence(node.left) or _is_sequence(node.right)
    if isinstance(node, cst.Call):
        return called_name(node) in ("read", "read_text", "readlines", "join", "split", "list")
    return isinstance(node, (cst.SimpleString, cst.FormattedString, cst.List, cst.ListComp))


def _numbers(node: cst.CSTNode, counters: set[str]) -> bool:
    """`index[word] = len(index)`, or a number that each round counts up."""
    if not isinstance(node, cst.Assign) or not isinstance(node.targets[0].target, cst.Subscript):
        return False
    value, owner = node.value, root_of(node.targets[0].target)
    if isinstance(value, cst.Name):
        return value.value in counters
    return any(
        isinstance(each, cst.Call) and called_name(each) == "len" and root_of(each.args[0].value) == owner
        for each in walk(value)
        if isinstance(each, cst.Call) and len(each.args) == 1
    )


def _collects(node: cst.CSTNode) -> bool:
    """`table = pd.concat([table, part])`."""
    if not isinstance(node, cst.Assign) or not isinstance(node.value, cst.Call):
        return False
    given = {each.value for each in walk(node.value) if isinstance(each, cst.Name)}
    return called_name(node.value) in _STACKING and not given.isdisjoint(target_names(node.targets[0].target))
