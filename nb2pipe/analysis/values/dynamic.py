"""`exec`, `eval` and `globals()` followed where constants show what they do; their effect is noted all the same."""

from __future__ import annotations

import builtins
import re

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value, Variable
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.texts import constant_text, constant_texts
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.free_names import free_names

#: Functions that evaluate an expression over the notebook's variables; names in it, but for attributes.
_EVALUATING = {"pandas.eval", "numexpr.evaluate"}
_FREE_NAMES = re.compile(r"(?<![\w.])[^\W\d]\w*")
#: What `globals()` gives: the module's names as a dict.
NAMESPACE = "builtins.globals()"


def call_dynamic(m: Machine, node: cst.Call, name: str, arguments: list[Argument], frame: Frame) -> Value | None:
    """What a call gives that makes or reads names by their text; None for any other call."""
    if name in ("builtins.exec", "builtins.eval", "builtins.compile"):
        compiled = _compiled(m, node, arguments) if name == "builtins.compile" else None
        return compiled or _run_text(m, node, name, arguments, frame)
    if name in _EVALUATING and arguments:
        _look_up_names(m, node, constant_text(arguments[0][0]), frame)
    is_module = frame.parent is None
    if name == "builtins.globals" or (is_module and not arguments and name in ("builtins.locals", "builtins.vars")):
        return (m.external(NAMESPACE),)
    if name in ("builtins.locals", "builtins.vars") and not arguments:
        return (_local_variables(m, node, frame),)
    if name in (f"{NAMESPACE}.get", f"{NAMESPACE}.pop", f"{NAMESPACE}.__getitem__") and arguments:
        return read_namespace(m, arguments[0][0], node)
    if name == f"{NAMESPACE}.setdefault" and arguments:
        return _set_default(m, node, *(value for value, _ in arguments[:2]))
    if name == f"{NAMESPACE}.update":
        for value, keyword in arguments:
            if keyword not in (None, "*", "**"):
                m.bind(str(keyword), value, m.module, node)
            for key, part in ((key, part) for obj in value if obj.type == "dict" for key, part in obj.parts.items()):
                if keyword is None and key.strip("[]'\"").isidentifier():
                    m.bind(key.strip("[]'\""), part, m.module, node)
        return SCALAR
    return None


def _compiled(m: Machine, node: cst.Call, arguments: list[Argument]) -> Value:
    """`compile(text, …)`: code that stands for the text, where that is known."""
    code = m.make(node, "code")
    code.constant = constant_text(arguments[0][0]) if arguments else None
    return (code,)


def _set_default(m: Machine, node: cst.Call, key: Value, value: Value = SCALAR) -> Value:
    """`globals().setdefault("name", value)` binds the name if nothing has."""
    found: list[Value] = []
    for name in filter(str.isidentifier, constant_texts(key)):
        if m.is_bound(name, m.module):
            found.append(m.look_up(name, m.module, node))
        else:
            m.bind(name, value, m.module, node)
            found.append(value)
    return join(*found) or SCALAR


def _local_variables(m: Machine, node: cst.Call, frame: Frame) -> Obj:
    """What `locals()` gives in a function: a dict of its own, of the very objects."""
    made = m.make(node, "dict")
    for name, slot in frame.slots.items():
        if isinstance(slot, Variable):
            hold(made, slot.value)
            put_part(made, f"[{name!r}]", slot.value)
    return made


def _look_up_names(m: Machine, node: cst.Call, text: str | None, frame: Frame) -> None:
    """`pd.eval("a + b")` looks names up where it is called."""
    if text is None:
        m.effect(EffectKind.DYNAMIC, "query", node)
    for name in _FREE_NAMES.findall(text or ""):
        if m.is_bound(name, frame):
            m.look_up(name, frame, node)


def is_namespace(obj: Obj) -> bool:
    """Whether it is what `globals()` gives."""
    return obj.type == "external" and obj.name == NAMESPACE


def read_namespace(m: Machine, key: Value, node: cst.CSTNode) -> Value:
    """`globals()["name"]`, read."""
    found = [m.look_up(name, m.module, node) for name in constant_texts(key) if name.isidentifier()]
    return join(*found) or SCALAR


def write_namespace(m: Machine, key: str, value: Value, node: cst.CSTNode) -> None:
    """`globals()["name"] = value`."""
    name = key.strip("[]'\"")
    if name.isidentifier():
        m.bind(name, value, m.module, node)


def _run_text(m: Machine, node: cst.Call, name: str, arguments: list[Argument], frame: Frame) -> Value | None:
    text = constant_text(arguments[0][0]) if arguments else None
    if text is None or m.call_stack.count(node):
        return None
    parsed = m.parsed_texts.get(text)
    if parsed is None:
        try:
            parsed = m.parsed_texts[text] = cst.parse_module(text.strip() + "\n")
        except (cst.ParserSyntaxError, UnicodeError):
            return None
    own = _frame_of(m, parsed, arguments[1:]) if len(arguments) > 1 else frame
    if own is None:
        return None
    m.call_stack.append(node)
    try:
        if name == "builtins.eval":
            return _value_of(m, parsed, own)
        for statement in parsed.body:
            m.execute(statement, own)
        return SCALAR
    finally:
        m.call_stack.pop()
        for namespace in join(*(value for value, _ in arguments[-1:])) if own is not frame else ():
            for key, slot in own.slots.items():
                if isinstance(slot, Variable):
                    put_part(namespace, f"[{key!r}]", slot.value)
                    hold(namespace, slot.value)


def _frame_of(m: Machine, parsed: cst.Module, namespaces: list[Argument]) -> Frame | None:
    """The scope that dicts are to text: None if it needs a name that they are not seen to have."""
    if not all(len(value) == 1 and value[0].type == "dict" for value, _ in namespaces):
        return None
    entries = {key[2:-2]: part for value, _ in namespaces for key, part in value[0].parts.items()}
    needed = free_names(parsed.body)
    if not needed.all - needed.binds - set(dir(builtins)) <= entries.keys():
        return None
    return Frame("function", m.module, {name: m.local_variable(part) for name, part in entries.items()})


def _value_of(m: Machine, parsed: cst.Module, frame: Frame) -> Value:
    match parsed.body:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=value)])]:
            return m.evaluate(value, frame)
    return NOTHING
