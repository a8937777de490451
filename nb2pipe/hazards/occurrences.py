"""Where names stand in the whole notebook: which of them code takes after a place, and all nodes of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.tree import Tree
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import (
    dotted_name,
    import_bindings,
    names_of_block,
    names_of_function,
    parameter_nodes,
    target_names,
)
from nb2pipe.syntax.walk import walk

#: `@name` in the text of a query, which `query` and `eval` of a data frame look up.
_QUERIED = re.compile(r"@\s*([^\W\d]\w*)")
_WORD = re.compile(r"[^\W\d]\w*")
#: What gives a namespace when it is called with nothing, for its names to be looked up by text.
_NAMESPACES = ("vars", "globals", "locals")


def names_taken_after(context: Context, cell: int, statement: int) -> frozenset[str]:
    """Names whose value from before the statement some code may use after it, or in a function from before it.

    A name that a later statement is sure to bind before anybody uses it is not among them.
    """
    taken: set[str] = set()
    settled: set[str] = set()
    for facts in context.code:
        taken.update(_quoted_names(context.tree(facts.index)))
        # Some stand in lines that are left out: `%timeit sqrt(2)`.
        taken.update(name for magic in context.source(facts.index).magics for name in magic.uses)
        for own in facts.statements:
            names = free_names([own.node])
            if (facts.index, own.index) < (cell, statement):
                taken |= names.late
            else:
                taken |= names.all - settled
                settled |= _surely_bound(own.node)
    return frozenset(taken)


def _surely_bound(node: cst.BaseStatement) -> set[str]:
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        return {node.name.value}
    bound: set[str] = set()
    for part in node.body if isinstance(node, cst.SimpleStatementLine) else ():
        if isinstance(part, cst.Assign):
            bound.update(name for target in part.targets for name in target_names(target.target))
        elif isinstance(part, (cst.Import, cst.ImportFrom)):
            bound.update(name for name, _ in import_bindings(part))
    return bound


def _quoted_names(tree: Tree) -> Iterator[str]:
    """Names in texts that are looked up: of queries, annotations, doctests, and keys where a namespace is asked."""
    for annotation in tree.all(cst.Annotation):
        yield from (word for node in walk(annotation) if isinstance(node, cst.SimpleString) for word in _words(node))
    calls = tree.all(cst.Call)
    is_namespace_asked = any(not call.args and dotted_name(call.func) in _NAMESPACES for call in calls)
    for text in tree.all(cst.SimpleString):
        yield from _QUERIED.findall(text.value)
        if ">>>" in text.value or (is_namespace_asked and len(_words(text)) == 1):
            yield from _words(text)


def _words(text: cst.SimpleString) -> list[str]:
    return _WORD.findall(text.raw_value)


def all_names(context: Context) -> frozenset[str]:
    """Every word that is a name somewhere: variables of any scope, attributes, keywords; and names in queries."""
    found: set[str] = set()
    for _, tree in context.trees():
        found.update(node.value for node in tree.all(cst.Name))
        found.update(_quoted_names(tree))
    return frozenset(found)


def global_nodes(context: Context, name: str) -> tuple[tuple[int, cst.Name], ...] | None:
    """All nodes by which code names a global variable, by cell; None unless every one is a plain use or assignment.

    `def`, `import`, `del`, `global`, a scope with a variable of the same name, and text that a library or the
    shell looks into make it None.
    """
    found: list[tuple[int, cst.Name]] = []
    for facts, tree in context.trees():
        if name in _quoted_names(tree) or any(_mentions(m.text, name) for m in context.source(facts.index).magics):
            return None
        for node in tree.all(cst.Name):
            if node.value == name and not _is_label(tree.parents[node], node):
                if not _is_plain(tree, node):
                    return None
                found.append((facts.index, node))
    return tuple(found)


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _is_label(parent: cst.CSTNode, node: cst.Name) -> bool:
    """Whether the word is an attribute or a keyword, not a variable."""
    return (
        (isinstance(parent, cst.Attribute) and parent.attr is node)
        or (isinstance(parent, cst.Arg) and parent.keyword is node)
        or (isinstance(parent, cst.MatchKeywordElement) and parent.key is node)
    )


def _is_plain(tree: Tree, node: cst.Name) -> bool:
    parent = tree.parents[node]
    if isinstance(parent, (cst.NameItem, cst.Param, cst.ImportAlias, cst.FunctionDef, cst.ClassDef)):
        return False
    if isinstance(parent, cst.FormattedStringExpression) and parent.equal is not None:
        return False
    return not any(isinstance(outer, (cst.Del, cst.AsName)) or _binds(outer, node.value) for outer in tree.above(node))


def _binds(outer: cst.CSTNode, name: str) -> bool:
    """Whether the scope has a variable of this name."""
    match outer:
        case cst.FunctionDef() | cst.Lambda():
            names = names_of_function(outer)
            return name in names.bound or any(param.name.value == name for param in parameter_nodes(outer.params))
        case cst.ClassDef():
            return name in names_of_block([outer.body]).bound
        case cst.ListComp() | cst.SetComp() | cst.DictComp() | cst.GeneratorExp():
            clause: cst.CompFor | None = outer.for_in
            while clause is not None:
                if name in target_names(clause.target):
                    return True
                clause = clause.inner_for_in
    return False
