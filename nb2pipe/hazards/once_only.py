"""Statements that fail when their cell is run a second time, because the first run has done what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.arguments import keyword_value, keywords_of, says
from nb2pipe.syntax.chains import called_name, root_name
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk

#: What makes something at a path -> the argument with which it does not mind that it is there.
_MAKING = {"mkdir": "exist_ok", "makedirs": "exist_ok", "copytree": "dirs_exist_ok", "symlink": "", "symlink_to": ""}
#: What takes something away -> the argument with which it does not mind that it is gone.
_TAKING = {
    "os.remove": "", "os.rename": "", "os.renames": "", "shutil.move": "", "unlink": "missing_ok", "rmdir": "",
    "removedirs": "", "rmtree": "ignore_errors",
}  # fmt: skip
#: Calls that give another path at each run.
_FRESH = {"mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile", "uuid4", "uuid1", "now", "today", "time"}
_RUNS_SQL = {"execute", "executescript", "sql", "query"}
_MAKES_TABLE = re.compile(
    r"(?:^|;)\s*create\s+(?!or\s+replace\b)(?:\w+\s+)?(?:table|view|index|schema|sequence)\s+(?!if\s+not\b)",
    re.IGNORECASE,
)
_ALTERS_TABLE = re.compile(
    r"(?:^|;)\s*(?:alter\s+table\b.*\b(?:add|drop|rename)|drop\s+\w+\s+(?!if\s+exists\b))", re.IGNORECASE
)
_IS_THERE = "a second run of this cell fails here: what it makes is there already"
_IS_GONE = "a second run of this cell fails here: what it takes away is gone already"
_HAS_FILE = "a second run of this cell fails here: the file is there already"
_HAS_TABLE = "a second run of this cell fails here: the table is there already"
_IS_ALTERED = "a second run of this cell fails here: the table is another one already"
_DROPS = re.compile(r"(?:^|;)\s*drop\s+", re.IGNORECASE)


def once_only(tree: Tree, facts: CellFacts) -> Iterator[tuple[cst.CSTNode, str]]:
    """Each with what is wrong the second time."""
    for deletion in tree.all(cst.Del):
        if not _is_conditional(tree, deletion):
            yield from _gone(deletion, facts)
    yield from tree.recall("once only", _calls, tree)


def _calls(tree: Tree) -> list[tuple[cst.CSTNode, str]]:
    found: list[tuple[cst.CSTNode, str]] = []
    done: list[str] = []
    for call in tree.all(cst.Call):
        problem = _problem_of(tree, call, done)
        done.append(called_name(call))
        if problem and not _is_conditional(tree, call):
            found.append((call, problem))
    return found


def has_own_database(tree: Tree) -> bool:
    """Whether the cell makes a database that is empty at each run: one in memory, or a file that it removes first."""
    calls = tree.all(cst.Call)
    connects = [call for call in calls if called_name(call) in ("connect", "create_engine")]
    in_memory = any(":memory:" in text or text == "sqlite://" for call in connects for text in _texts_of(call))
    return in_memory or (bool(connects) and any(called_name(call) in ("remove", "unlink") for call in calls))


def _gone(deletion: cst.Del, facts: CellFacts) -> Iterator[tuple[cst.CSTNode, str]]:
    target = deletion.target
    for part in [each.value for each in target.elements] if isinstance(target, cst.Tuple) else [target]:
        name = VarName(root_name(part) or "")
        read = facts.reads.get(name)
        if read is None or read.producer is None or (name in facts.defs and isinstance(part, cst.Name)):
            continue
        if isinstance(part, cst.Subscript) and isinstance(part.slice[0].slice, cst.Slice):
            continue
        code = cst.Module([]).code_for_node(part)
        yield part, f"a second run of this cell fails here: `{code}` is gone already"


def _problem_of(tree: Tree, call: cst.Call, done: list[str]) -> str:
    name, last = dotted_name(call.func), called_name(call)
    if last in _MAKING:
        is_new = _is_fresh(tree, call) or any(earlier in ("rmtree", "rmdir", "remove", "unlink") for earlier in done)
        return "" if is_new or _minds_not(call, _MAKING[last]) else _IS_THERE
    if name in _TAKING or (last in _TAKING and name not in ("remove", "rename")):
        is_ready = _minds_not(call, _TAKING.get(name, _TAKING.get(last, ""))) or _is_made_here(tree, call)
        return "" if is_ready else _IS_GONE
    if last == "open" and opening_mode(call).startswith("x"):
        return _HAS_FILE
    if last == "to_sql" and not keyword_value(call, "if_exists") and not has_own_database(tree):
        return _HAS_TABLE
    return _problem_of_sql(tree, call, done) if last in _RUNS_SQL else ""


def _problem_of_sql(tree: Tree, call: cst.Call, done: list[str]) -> str:
    texts = list(_texts_of(call))[:1]
    text = texts[0] if texts else ""
    if not text or has_own_database(tree):
        return ""
    if _MAKES_TABLE.search(text):
        drops = "drop" in done or any(_DROPS.search(other) for each in tree.all(cst.Call) for other in _texts_of(each))
        return "" if drops else _IS_THERE
    return _IS_ALTERED if _ALTERS_TABLE.search(text) else ""


def _texts_of(call: cst.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument.value, cst.SimpleString) and isinstance(argument.value.evaluated_value, str):
            yield argument.value.evaluated_value


def _minds_not(call: cst.Call, keyword: str) -> bool:
    """Whether the call says that it may find its work done; what it says by a variable is taken for a yes."""
    return bool(keyword) and keyword in keywords_of(call) and not says(call, keyword, "False")


def opening_mode(call: cst.Call) -> str:
    """The mode in `open(path, "a")`; empty where it is not written out."""
    plain = [argument.value for argument in call.args if argument.keyword is None]
    mode = keyword_value(call, "mode") or (plain[1] if len(plain) > 1 else None)
    return str(mode.evaluated_value) if isinstance(mode, cst.SimpleString) else ""


def _is_fresh(tree: Tree, call: cst.Call) -> bool:
    """Whether the path may be another one at each run."""
    inside = [node for node in walk(call) if type(node) is cst.Call]
    return any(called_name(each) in _FRESH for each in (*inside, *tree.all(cst.Call)))


def _is_made_here(tree: Tree, call: cst.Call) -> bool:
    """Whether another call of the cell has to do with the same path: it may have made what this one takes away."""
    if _is_fresh(tree, call):
        return True
    path = call.args[0].value if call.args else call.func.value if isinstance(call.func, cst.Attribute) else None
    return path is not None and any(
        other is not call and any(path.deep_equals(argument.value) for argument in other.args)
        for other in tree.all(cst.Call)
    )


def _is_conditional(tree: Tree, node: cst.CSTNode) -> bool:
    """Whether it stands in a function, or where the code is ready for the second time."""
    return any(isinstance(outer, _READY) or _suppresses(outer) for outer in tree.above(node))


_READY = (
    cst.If, cst.IfExp, cst.BooleanOperation, cst.While, cst.Try, cst.TryStar, cst.FunctionDef, cst.Lambda,
)  # fmt: skip


def _suppresses(node: cst.CSTNode) -> bool:
    contexts = [item.item for item in node.items] if isinstance(node, cst.With) else []
    return any(isinstance(context, cst.Call) and called_name(context) == "suppress" for context in contexts)
