"""Types that analysis saw -> annotations by the names under which the notebook knows them."""

from __future__ import annotations

import ast
import re

import libcst as cst

from nb2pipe.model.accesses import Write, WriteKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.planning.definitions import Definitions
from nb2pipe.syntax.scopes import names_of_block

_BUILTIN = {"int", "float", "str", "bool", "list", "dict", "set", "tuple", "bytes", "complex"}
_ROOTED_NAME = re.compile(r"[^\W\d][\w.]*")
_OF_TYPING = ("Any", "Callable")
#: Module -> the name that readers expect it to have.
_CUSTOMARY = {"pandas": "pd", "numpy": "np"}
#: Classes whose call gives an instance -> what their elements are called in a hint.
_CLASSES = {
    "builtins.frozenset": "[Any]",
    "collections.Counter": "[Any]",
    "collections.OrderedDict": "[Any, Any]",
    "collections.UserDict": "[Any, Any]",
    "collections.UserList": "[Any]",
    "collections.defaultdict": "[Any, Any]",
    "collections.deque": "[Any]",
    "configparser.ConfigParser": "",
    "datetime.date": "",
    "datetime.datetime": "",
    "datetime.time": "",
    "datetime.timedelta": "",
    "decimal.Decimal": "",
    "fractions.Fraction": "",
    "pandas.Timedelta": "",
    "pandas.Timestamp": "",
    "pathlib.Path": "",
    "pathlib.PurePath": "",
    "random.Random": "",
    "scipy.sparse.coo_matrix": "",
    "scipy.sparse.csc_matrix": "",
    "scipy.sparse.csr_matrix": "",
    "scipy.sparse.lil_matrix": "",
    "string.Template": "",
}


def annotation_for(write: Write, definitions: Definitions, facts: CellFacts) -> str:
    """The annotation of a value that the cell writes; `Any` unless its type is known for sure and can be named."""
    if write.kind is WriteKind.BIND and (write.passes or not write.certain):
        return "Any"
    items = _named_items(write.items, definitions)
    if (called := _called_class(write, definitions, facts)) in _CLASSES:
        elements = _elements_of(called, items) or _CLASSES[called]
        return _name_in_library(called, definitions).removeprefix("builtins.") + elements
    if write.type in _BUILTIN:
        return (items or write.type) if write.is_exact else "Any"
    if write.made_by:
        return _name_of_class(write.made_by, definitions)
    if write.type == "path" and not _imported_as(definitions, "pathlib", "PurePath"):
        return _imported_as(definitions, "pathlib", "Path") or "Any"
    names = [_name_of_one(each, definitions) for each in write.classes]
    return " | ".join(dict.fromkeys(names)) if names and "Any" not in names else "Any"


def _named_items(hint: str, definitions: Definitions) -> str:
    """The hint of a collection, with the notebook's names for classes; empty where it hides the collection's own."""

    def name_of(class_: str) -> str:
        is_hidden = class_ == "pathlib.Path" and bool(_imported_as(definitions, "pathlib", "PurePath"))
        return "Any" if is_hidden else _name_of_one(class_, definitions)

    named = _ROOTED_NAME.sub(lambda found: found[0] if found[0] in _OF_TYPING else name_of(found[0]), hint)
    return named if "Any[" not in named else ""


def _elements_of(called: str, items: str) -> str:
    """The elements that the items show, in brackets; a counter has a hint for what it counts alone."""
    _, bracket, inside = items.partition("[")
    if called != "collections.Counter" or not bracket:
        return bracket + inside
    keys = ast.parse(items, mode="eval").body
    assert isinstance(keys, ast.Subscript)  # it has a bracket
    return f"[{ast.unparse(keys.slice.elts[0])}]" if isinstance(keys.slice, ast.Tuple) else ""


def _name_of_one(class_: str, definitions: Definitions) -> str:
    module, _, name = class_.rpartition(".")
    builtin = class_.partition("[")[0]
    if builtin in {*_BUILTIN, "None", "range"}:
        return class_ if not definitions.binds(builtin) else "Any"
    if module not in _CUSTOMARY:
        return _name_of_class(class_, definitions)
    customary = _CUSTOMARY[module]
    alias = _imported_as(definitions, module, None) or ("" if definitions.binds(customary) else customary)
    return f"{alias}.{name}" if alias else "Any"


def _called_class(write: Write, definitions: Definitions, facts: CellFacts) -> str:
    """`collections.Counter` where `x = Counter(…)` is all that gives the cell's variable a value; or else nothing."""
    binders = [each for each in facts.statements if write.name in names_of_block([each.node]).bound]
    if write.kind is not WriteKind.BIND or len(binders) != 1 or binders[0].index != write.statement:
        return ""
    match binders[0].node:
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name())], value=value)]):
            return _qualified(value.func, definitions) if isinstance(value, cst.Call) else ""
    return ""


def _qualified(function: cst.BaseExpression, definitions: Definitions) -> str:
    match function:
        case cst.Name(value=name) if name == "frozenset" and not definitions.binds(name):
            return f"builtins.{name}"
        case cst.Name(value=name) if definitions.is_stable_import(name):
            item = definitions.imported[VarName(name)][0].item
            return f"{item.module}.{item.member}" if item.member else item.module
        case cst.Attribute(value=owner, attr=cst.Name(value=member)):
            module = _qualified(owner, definitions)
            return f"{module}.{member}" if module else ""
    return ""


def _name_of_class(qualified: str, definitions: Definitions) -> str:
    if "." in qualified:
        return _name_in_library(qualified, definitions)
    is_importable = qualified in definitions.defined and definitions.is_closed(qualified)
    return qualified if is_importable else "Any"


def _name_in_library(qualified: str, definitions: Definitions) -> str:
    """As the notebook would write it: `Pipeline`, `pipeline.Pipeline`, `xgb.XGBClassifier`; otherwise in full."""
    known, rest = qualified, ""
    while known:
        module, _, member = known.rpartition(".")
        alias = (_imported_as(definitions, module, member) if module else "") or _imported_as(definitions, known, None)
        if alias:
            return alias + rest
        known, rest = module, f".{member}{rest}"
    return qualified


def _imported_as(definitions: Definitions, module: str, member: str | None) -> str:
    """The name under which the notebook imports it, everywhere the same; empty if there is none."""
    for name, found in sorted(definitions.imported.items()):
        item = found[0].item
        is_the_whole = member is None and item.binds == item.root != module
        if (item.module, item.member) == (module, member) and not is_the_whole and definitions.is_stable_import(name):
            return name
    return ""
