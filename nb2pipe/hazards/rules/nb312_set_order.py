"""NB312: the order of a set, or of the files in a folder, decides a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import replace_node, text_at
from nb2pipe.hazards.orderings import Ordering, names_sorted, orderings_of_literals, orderings_of_name
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name

#: What code with sets or names of files has somewhere.
_SIGNS = re.compile(r"set\(|\{|listdir|scandir|walk|i?glob|iterdir")
#: Listings of which the items cannot be sorted, or are folders with all that is in them.
_UNSORTABLE = ("walk", "scandir")


class SetOrder(Rule):
    """A list, a numbering or a text is made from a set, or from the names of files, in whatever order these come.

    Python stores texts by a hash that is another one in each process (`PYTHONHASHSEED`), so the order of a set of
    texts changes from run to run: `{word: i for i, word in enumerate(set(words))}` numbers the same words
    differently each time, and a model that was stored with one numbering is useless with the next.

    `os.listdir`, `glob` and `Path.iterdir` give files in the order of the file system: the same folder, copied to
    another machine, gives rows in another order, and a split or a sample of them is another one.

    Sort the set (`sorted(set(words))`), or use `dict.fromkeys(words)`, which keeps the order of the first
    appearance and needs no values that can be compared: a column may have missing ones. `nb2pipe fix --unsafe-fixes`
    does either. It is a warning where the set surely holds texts; numbers have an order that is the same in each run.
    What only counts, sums up or deletes is left alone.
    """

    code = RuleCode("NB312")
    name = "set-order"
    severity = Severity.WARNING
    VALID = (
        notebook("from skrub import selectors as s", "chosen = list(s.glob('item*'))\nfirst = chosen[0]"),
        notebook("words = sorted(set('a b'.split()))"),
        notebook("n = len(list(set(words)))"),
        notebook("both = set(a) | set(b)"),
        notebook("xs = list({1, 2, 3})"),
        notebook("xs = list(set(range(3)))"),
        notebook("xs = sorted(x for x in set('ab'))"),
        notebook("xs = list(dict.fromkeys(words))"),
        notebook(cell("xs = list({'a', 'b'})", "step:skip")),
        notebook("n = 0\nfor w in {'a', 'b'}:\n    n += len(w)\n    print(w)"),
        notebook("lengths = {w: len(w) for w in {'a', 'b'}}"),
        notebook("import os", "names = os.listdir('data')\nnames.sort()", "xs = [open(n).read() for n in names]"),
        notebook("import glob", "tables = [pd.read_csv(f) for f in sorted(glob.glob('*.csv'))]"),
        notebook("import os, glob", "for f in glob.glob('tmp/*'):\n    os.remove(f)", "n = len(os.listdir('data'))"),
        notebook(
            "from pathlib import Path", "newest = max(Path('data').glob('*.csv'))\nprint(list(Path('.').iterdir()))"
        ),
    )
    INVALID = (
        notebook("words = list(set('a b'.split()))"),
        notebook("number = {w: i for i, w in enumerate({'a', 'b'})}"),
        notebook("names = {'a', 'b'}", "text = ', '.join(names)"),
        notebook("kinds = list(set(df['kind']))"),
        notebook("xs = [x.upper() for x in set('ab') - {'a'}]"),
        notebook("words = set('a b'.split())", "index = {}\nfor w in words:\n    index[w] = len(index)"),
        notebook("xs = []\nfor x in {'a', 'b'}:\n    xs.append(x)"),
        notebook("a, b = {'x', 'y'}"),
        notebook("import os", "for name in os.listdir('data'):\n    tables.append(pd.read_csv(name))"),
        notebook("import glob, pandas as pd", "df = pd.concat(pd.read_csv(f) for f in glob.glob('*.csv'))"),
        notebook(
            "from pathlib import Path", "files = list(Path('data').glob('*'))", "df = pd.concat(map(read, files))"
        ),
        notebook("import glob", "first = glob.glob('*.csv')[0]"),
        notebook("import os", "label = {name: i for i, name in enumerate(os.listdir('images'))}"),
    )
    UNSAFE_FIXED = (
        (notebook("xs = list({'a', 'b'})  # all"), notebook("xs = sorted({'a', 'b'})  # all")),
        (
            notebook("n = {w: i for i, w in enumerate({'b', 'a'})}"),
            notebook("n = {w: i for i, w in enumerate(sorted({'b', 'a'}))}"),
        ),
        (
            notebook("import os\nxs = [n.upper() for n in os.listdir('.')]  # all", "first = xs[:1]"),
            notebook("import os\nxs = [n.upper() for n in sorted(os.listdir('.'))]  # all", "first = xs[:1]"),
        ),
        (notebook("s = {'b', 'a'}", "t = '-'.join(s)"), notebook("s = {'b', 'a'}", "t = '-'.join(sorted(s))")),
        (notebook("kinds = list(set(df['kind']))"), notebook("kinds = list(dict.fromkeys(df['kind']))")),
        (
            notebook("all = set(a) | set(b)\nxs = list(all)"),
            notebook("all = set(a) | set(b)\nxs = sorted(all, key=str)"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each set, or list of files, that is put into an order."""
        named = {write.name for _, write in context.writes() if write.type == "set"}
        sets = [name for name in sorted(named) if _is_set_variable(context, name)]
        for facts in context.code:
            for ordering in _orderings(context, facts, sets) if facts.role is not Role.SKIP else ():
                if ordering.bound and _is_sorted(context, ordering.bound):
                    continue
                if not ordering.is_listing and not _holds_numbers(_value_of(context, ordering.what)):
                    yield self._ordered(context, facts, ordering)
                if ordering.is_listing and _lists_something_else(facts, ordering.what):
                    continue
                if ordering.is_listing and (not ordering.bound or _is_used_in_order(context, ordering.bound)):
                    yield self._listed(context, facts, ordering)

    def _ordered(self, context: Context, facts: CellFacts, ordering: Ordering) -> Finding:
        is_text = _holds_texts(_value_of(context, ordering.what))
        return self.found(
            facts.index,
            context.span(facts.index, ordering.through),
            message="the order of a set of texts is another one in each run"
            if is_text
            else "if this set holds texts, its order is another one in each run",
            hint="sort it: `sorted(…)`",
            severity=None if is_text else Severity.INFO,
            fix=_sorted(context, facts.index, ordering),
        )

    def _listed(self, context: Context, facts: CellFacts, ordering: Ordering) -> Finding:
        call = ordering.what
        can_sort = isinstance(call, cst.Call) and called_name(call) not in _UNSORTABLE
        return self.found(
            facts.index,
            context.span(facts.index, call),
            message="the files come in an order that is another one on another machine, and the result depends on it",
            hint="sort them: `sorted(…)`",
            fix=_sorted(context, facts.index, ordering) if can_sort else None,
        )


def _lists_something_else(facts: CellFacts, call: cst.CSTNode) -> bool:
    """Whether `glob` is a function of a library that chooses no files, as `skrub.selectors.glob` does."""
    if not (isinstance(call, cst.Call) and called_name(call) == "glob"):
        return False
    called = [name.split(".") for name in (*facts.calls, *facts.calls_inside) if name.endswith(".glob")]
    return any(name[0] not in ("", "glob", "pathlib") for name in called)


def _orderings(context: Context, facts: CellFacts, sets: Sequence[VarName]) -> Iterator[Ordering]:
    """What the cell's code puts into an order: of sets and files that it spells out, and of sets with a name."""
    source = context.source(facts.index).cell.source
    tree = context.tree(facts.index)
    if _SIGNS.search(source):
        yield from tree.recall("orderings", orderings_of_literals, tree)
    for name in sets:
        if name in source and (name in facts.reads or name in facts.writes):
            yield from tree.recall(("ordering", name), orderings_of_name, tree, name)


def _is_set_variable(context: Context, name: VarName) -> bool:
    """Whether every value that the name has in the notebook is a set."""
    return all(other.writes[name].type == "set" for other in context.code if name in other.writes)


def _is_sorted(context: Context, name: str) -> bool:
    """Whether any cell puts what the variable holds into an order of its own."""
    return any(name in tree.recall("sorted names", names_sorted, tree) for _, tree in context.trees())


def _is_used_in_order(context: Context, name: str) -> bool:
    """Whether any cell makes something of the variable that shows its order."""
    return any(
        each.through is not each.what or each.bound != name
        for facts, tree in context.trees()
        if name in context.source(facts.index).cell.source
        for each in tree.recall(("listing", name), orderings_of_name, tree, name, True)
    )


def _value_of(context: Context, what: cst.BaseExpression) -> cst.BaseExpression:
    """The expression, or the only one that the notebook gives its name."""
    if not isinstance(what, cst.Name):
        return what
    cells = context.binders.get(VarName(what.value), ())
    facts = context.cells[cells[0]] if len(cells) == 1 else None
    statement = facts.writes[VarName(what.value)].statement if facts is not None else None
    node = facts.statements[statement].node if facts is not None and statement is not None else None
    match node:
        case cst.SimpleStatementLine(body=[cst.Assign(value=value)]):
            return value
    return what


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


def _sorted(context: Context, cell_index: int, ordering: Ordering) -> Fix | None:
    node, through = ordering.what, ordering.through
    can_compare = ordering.is_listing or _can_compare(_value_of(context, node)) or _joins(through)
    if not can_compare and isinstance(node, cst.Call) and len(node.args) == 1 and dotted_name(node.func) in _SETS:
        edit = replace_node(context, cell_index, node.func, "dict.fromkeys")
        return Fix("keep the order of the first appearance", (edit,), is_safe=False) if edit is not None else None
    is_list = isinstance(through, cst.Call) and dotted_name(through.func) == "list" and not ordering.is_listing
    if is_list and can_compare and isinstance(through, cst.Call):
        edit = replace_node(context, cell_index, through.func, "sorted")
    else:
        text = text_at(context, cell_index, context.span(cell_index, node))
        # Missing values, and values of several types, have no order but that of their texts.
        key = "" if can_compare else ", key=str"
        edit = replace_node(context, cell_index, through if is_list else node, f"sorted({text}{key})")
    return Fix("sort it", (edit,), is_safe=False) if edit is not None else None


_SETS = ("set", "frozenset")


def _joins(through: cst.CSTNode) -> bool:
    """Whether it is `", ".join(…)`, which takes nothing but texts."""
    return isinstance(through, cst.Call) and called_name(through) == "join"


def _can_compare(node: cst.BaseExpression) -> bool:
    """Whether Python surely sorts the elements of the set."""
    kinds = _kinds(node)
    return len(kinds) == 1 and "none" not in kinds if kinds else _holds_texts(node)


def _kinds(node: cst.BaseExpression) -> frozenset[str]:
    """Of what kinds the elements are that the code spells out; Python does not sort several kinds together."""
    match node:
        case cst.Call(args=[cst.Arg(value=inner)]) if dotted_name(node.func) in ("set", "frozenset", "list", "tuple"):
            return _kinds(inner)
        case cst.Set() | cst.List() | cst.Tuple():
            return frozenset(kind for element in node.elements if (kind := _kind(element.value)))
    return frozenset()


def _kind(node: cst.BaseExpression) -> str:
    """Empty where the code does not say it."""
    match node:
        case cst.SimpleString() | cst.FormattedString() | cst.ConcatenatedString():
            return "text"
        case cst.Integer() | cst.Float() | cst.Name(value="True" | "False"):
            return "number"
        case cst.UnaryOperation():
            return _kind(node.expression)
        case cst.Tuple():
            return "tuple"
        case cst.Imaginary() | cst.Name(value="None"):
            return "none"
    return ""
