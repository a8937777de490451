"""Expressions followed: what they may give, what they read and change on the way."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis import library
from nb2pipe.analysis.callables import find_member, make_function, run_function, run_operator
from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import NOTHING, SCALAR, Obj, Value, elements, hold, join, spill
from nb2pipe.analysis.knowledge.types import IMMUTABLE, LIKELY_MUTATING, MUTATING_METHODS, VIEW_ATTRIBUTES
from nb2pipe.analysis.machine import Machine
from nb2pipe.model.analysis import EffectKind
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import children


def evaluate(m: Machine, node: cst.CSTNode, frame: Frame) -> Value:
    """Follow an expression."""
    m.budget -= 1
    match node:
        case cst.Name(value="True" | "False"):
            return (m.make(node, "bool"),)
        case cst.Name(value="None"):
            return (m.make(node, "NoneType"),)
        case cst.Name():
            return m.look_up(node.value, frame, node)
        case cst.SimpleString() | cst.Integer() | cst.Float() | cst.Imaginary():
            return (_constant(m, node),)
        case cst.ConcatenatedString():
            left, right = evaluate(m, node.left, frame), evaluate(m, node.right, frame)
            return (_text(m, node, _joined([left, right])),)
        case cst.FormattedString():
            return _formatted(m, node, frame)
        case cst.Attribute():
            return attribute(m, node, evaluate(m, node.value, frame), node.attr.value)
        case cst.Subscript():
            return _subscript(m, node, frame)
        case cst.Call():
            return m.call(node, frame)
        case cst.Lambda():
            return (make_function(m, node, frame, "<lambda>"),)
        case cst.Tuple() | cst.List() | cst.Set():
            return _collection(m, node, frame)
        case cst.Dict():
            return _dictionary(m, node, frame)
        case cst.ListComp() | cst.SetComp() | cst.DictComp():
            return _comprehension(m, node, frame)
        case cst.GeneratorExp():
            return _generator(m, node, frame)
        case cst.NamedExpr():
            value = evaluate(m, node.value, frame)
            for name in target_names(node.target):
                m.bind(name, value, _walrus_frame(frame), node.target)
            return value
        case cst.IfExp():
            evaluate(m, node.test, frame)
            return join(*_branches(m, [node.body, node.orelse], frame))
        case cst.BooleanOperation():
            left = evaluate(m, node.left, frame)
            return join(left, *_branches(m, [node.right], frame))
        case cst.BinaryOperation():
            return _operation(m, node, frame)
        case cst.UnaryOperation():
            inner = evaluate(m, node.expression, frame)
            return _fresh_like(m, node, inner)
        case cst.Comparison():
            return _comparison(m, node, frame)
        case cst.Await():
            return m.consume(evaluate(m, node.expression, frame), node)
        case cst.Yield():
            inner = node.value.item if isinstance(node.value, cst.From) else node.value
            value = evaluate(m, inner, frame) if inner is not None else NOTHING
            frame.returned = join(frame.returned, value)
            return NOTHING
        case cst.StarredElement() | cst.Element() | cst.Index() | cst.Arg():
            inner_node = node.value
            return evaluate(m, inner_node, frame)
        case cst.Slice():
            for part in (node.lower, node.upper, node.step):
                if part is not None:
                    evaluate(m, part, frame)
            return SCALAR
        case cst.Ellipsis():
            return SCALAR
        case _:
            for child in children(node):
                evaluate(m, child, frame)
            return NOTHING


def _constant(m: Machine, node: cst.SimpleString | cst.Integer | cst.Float | cst.Imaginary) -> Obj:
    value = node.evaluated_value
    obj = m.make(node, type(value).__name__)
    obj.constant = value
    return obj


def _text(m: Machine, node: cst.CSTNode, text: str | None) -> Obj:
    obj = m.make(node, "str")
    obj.constant = text
    return obj


def constant_text(value: Value) -> str | None:
    """The text, where it is one known string or number."""
    if len(value) == 1 and value[0].constant is not None:
        return str(value[0].constant)
    return None


def _joined(parts: list[Value]) -> str | None:
    texts = [constant_text(part) for part in parts]
    return None if any(text is None for text in texts) else "".join(text for text in texts if text is not None)


def _formatted(m: Machine, node: cst.FormattedString, frame: Frame) -> Value:
    texts: list[str | None] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            texts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        assert isinstance(part, cst.FormattedStringExpression)
        value = evaluate(m, part.expression, frame)
        for inner in part.format_spec or ():
            if isinstance(inner, cst.FormattedStringExpression):
                evaluate(m, inner.expression, frame)
        texts.append(constant_text(value) if part.format_spec is None and part.conversion is None else None)
    text = None if any(t is None for t in texts) else "".join(t for t in texts if t is not None)
    return (_text(m, node, text),)


def attribute(m: Machine, node: cst.CSTNode, value: Value, name: str) -> Value:
    """`value.name`, read."""
    found: list[Value] = []
    for obj in value:
        if obj.type == "external":
            found.append(library.member(m, obj, name))
        elif obj.type in ("instance", "class"):
            found.append(_member(m, node, obj, name))
        elif obj.type in IMMUTABLE:
            found.append(SCALAR)
        elif name in LIKELY_MUTATING and obj.type in MUTATING_METHODS:
            bound = m.make(node, "bound", f"{id(obj)}")
            bound.name, bound.receiver = name, (obj,)
            hold(bound, (obj,))
            found.append((bound,))
        elif name in obj.parts:
            found.append(obj.parts[name])
        elif obj.type in ("function", "method"):
            found.append(NOTHING)
        else:
            found.append((_part(m, node, obj, name),))
    return join(*found)


def _part(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Obj:
    """A part of an object that is not seen into: an attribute that may share its state."""
    key = f".{name}"
    if key in obj.parts:
        return obj.parts[key][0]
    is_column = obj.type in ("DataFrame", "pandas") and name not in VIEW_ATTRIBUTES
    type_ = "Series" if is_column else ("ndarray" if name in ("T", "values") and obj.type == "ndarray" else "")
    if obj.type == "DataFrame" and name == "T":
        type_ = "DataFrame"
    if name in ("shape", "size", "ndim", "dtype", "dtypes", "name", "empty", "coef_", "intercept_"):
        type_ = "scalar"
    part = Obj(type_ or ("pandas-view" if obj.type in ("DataFrame", "Series") else ""))
    obj.parts[key] = (part,)
    if type_ != "scalar":
        loosely = is_column or (obj.type in ("DataFrame", "Series") and name in ("values", "array", "T"))
        if loosely:
            obj.parts[key] = (part,)
            part.loose_holders.add(obj)
            obj.loose.add(part)
        else:
            hold(obj, [part])
    return part


def _member(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Value:
    if name in obj.parts:
        own = obj.parts[name]
        if obj.type == "instance":
            return own
        return own
    for base in obj.bases:
        if base.type != "class":
            continue
        inherited = _member(m, node, base, name)
        if inherited:
            return tuple(_bound(m, node, member, obj, base) for member in inherited)
    if obj.type == "instance":
        custom = run_operator(m, (obj,), ("__getattr__",), [(SCALAR, None)], node)
        return join(custom, elements((obj,)))
    if name == "__subclasses__":
        m.effect(EffectKind.DYNAMIC, "__subclasses__", node)
    return NOTHING


def _bound(m: Machine, node: cst.CSTNode, member: Obj, obj: Obj, base: Obj) -> Obj:
    if member.type != "function" or obj.type != "instance" or member.name.startswith("static "):
        return member
    if member.name.startswith("property "):
        result = run_function(m, member, [((obj,), None)], node)
        return result[0] if result else SCALAR[0]
    method = m.make(node, "method", f"{id(member)}-{id(obj)}")
    method.node, method.frame, method.name = member.node, member.frame, member.name
    method.receiver = (base,) if member.name.startswith("class ") else (obj,)
    hold(method, [obj])
    return method


def item_key(m: Machine, node: cst.Subscript, frame: Frame) -> tuple[str, list[Value]]:
    """The key of an item access as text, empty where it is not constant; and the values it reads."""
    values: list[Value] = []
    for element in node.slice:
        values.append(evaluate(m, element.slice, frame))
    if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index):
        index = node.slice[0].slice.value
        known = values[0]
        if len(known) == 1 and known[0].type in ("int", "str") and known[0].constant is not None:
            return f"[{known[0].constant!r}]", values
        if known and all(obj.type in ("list", "Series", "ndarray", "Index") for obj in known):
            return "[selection]", values
        if isinstance(index, (cst.List, cst.Comparison, cst.BinaryOperation, cst.UnaryOperation, cst.ListComp)):
            return "[selection]", values
    elif any(isinstance(element.slice, cst.Slice) for element in node.slice):
        return "[:]", values
    return "", values


def _subscript(m: Machine, node: cst.Subscript, frame: Frame) -> Value:
    value = evaluate(m, node.value, frame)
    key, _ = item_key(m, node, frame)
    found: list[Value] = []
    for obj in value:
        found.append(_item(m, node, obj, key))
    return join(*found)


def _item(m: Machine, node: cst.CSTNode, obj: Obj, key: str) -> Value:
    if obj.type in IMMUTABLE:
        return SCALAR
    if obj.type == "external":
        return library.item(m, obj, key, node)
    if obj.type == "instance":
        return run_operator(m, (obj,), ("__getitem__", "__missing__"), [(SCALAR, None)], node) or elements((obj,))
    if obj.name == "defaultdict":
        m.change((obj,), node, is_guess=True)
    if obj.type in ("list", "tuple", "deque") and key == "[:]":
        copy = m.make(node, obj.type, "slice")
        hold(copy, elements((obj,)))
        return (copy,)
    if key and key in obj.parts:
        return obj.parts[key]
    if obj.type in ("list", "tuple", "dict", "deque", "iterator", "set"):
        return elements((obj,)) or SCALAR
    if obj.type in ("DataFrame", "Series", "pandas", "ndarray", "Index", "pandas-view") and key == "[selection]":
        copy = m.make(node, "DataFrame" if obj.type == "DataFrame" else obj.type, "selection")
        return (copy,)
    if obj.type == "DataFrame" and key.startswith("["):
        return (_part(m, node, obj, key.strip("[]'\"")),)
    if obj.type == "ndarray":
        part = m.make(node, "ndarray", f"view-{id(obj)}")
        hold(obj, [part], loosely=key != "[:]")
        return (part,)
    known = elements((obj,))
    return join(known, (_part(m, node, obj, key or "[*]"),))


def _collection(m: Machine, node: cst.Tuple | cst.List | cst.Set, frame: Frame) -> Value:
    type_ = {"Tuple": "tuple", "List": "list", "Set": "set"}[type(node).__name__]
    obj = m.make(node, type_)
    is_starred = False
    for index, element in enumerate(node.elements):
        value = evaluate(m, element.value, frame)
        if isinstance(element, cst.StarredElement):
            is_starred = True
            spill(obj, m.consume(value, node))
            continue
        if not is_starred and type_ != "set":
            obj.parts[f"[{index}]"] = value
        hold(obj, value)
    return (obj,)


def _dictionary(m: Machine, node: cst.Dict, frame: Frame) -> Value:
    obj = m.make(node, "dict")
    for element in node.elements:
        value = evaluate(m, element.value, frame)
        if isinstance(element, cst.DictElement):
            key = evaluate(m, element.key, frame)
            if len(key) == 1 and key[0].constant is not None:
                obj.parts[f"[{key[0].constant!r}]"] = value
            hold(obj, value)
        else:
            spill(obj, value)
    return (obj,)


def _comprehension(m: Machine, node: cst.ListComp | cst.SetComp | cst.DictComp, frame: Frame) -> Value:
    type_ = {"ListComp": "list", "SetComp": "set", "DictComp": "dict"}[type(node).__name__]
    obj = m.make(node, type_)
    inner = Frame("comprehension", frame)
    _clauses(m, node.for_in, frame, inner)
    m.journal.begin()
    if isinstance(node, cst.DictComp):
        evaluate(m, node.key, inner)
        hold(obj, evaluate(m, node.value, inner))
    else:
        hold(obj, evaluate(m, node.elt, inner))
    m.journal.merge([m.journal.rollback(), {}])
    return (obj,)


def _clauses(m: Machine, clause: cst.CompFor | None, outer: Frame, inner: Frame) -> None:
    frame = outer
    while clause is not None:
        iterated = m.consume(evaluate(m, clause.iter, frame), clause)
        bind_target(m, clause.target, elements(iterated) or SCALAR, inner)
        for condition in clause.ifs:
            evaluate(m, condition, inner)
        clause, frame = clause.inner_for_in, inner


def _generator(m: Machine, node: cst.GeneratorExp, frame: Frame) -> Value:
    obj = m.make(node, "generator")
    obj.frame = frame
    first = evaluate(m, node.for_in.iter, frame)
    hold(obj, first)
    return (obj,)


def run_generator_expression(m: Machine, obj: Obj) -> Value:
    """What a generator expression gives when somebody consumes it: its body runs now."""
    node = obj.node
    assert isinstance(node, cst.GeneratorExp) and obj.frame is not None
    inner = Frame("comprehension", obj.frame)
    first = elements(m.consume(tuple(obj.contents), node))
    bind_target(m, node.for_in.target, elements(first) or first or SCALAR, inner)
    for condition in node.for_in.ifs:
        evaluate(m, condition, inner)
    _clauses(m, node.for_in.inner_for_in, inner, inner)
    m.journal.begin()
    value = evaluate(m, node.elt, inner)
    m.journal.merge([m.journal.rollback(), {}])
    return value


def _walrus_frame(frame: Frame) -> Frame:
    while frame.kind == "comprehension" and frame.parent is not None:
        frame = frame.parent
    return frame


def _branches(m: Machine, nodes: list[cst.BaseExpression], frame: Frame) -> list[Value]:
    values, outcomes = [], []
    for node in nodes:
        m.journal.begin()
        values.append(evaluate(m, node, frame))
        outcomes.append(m.journal.rollback())
    if len(nodes) == 1:
        outcomes.append({})
    m.journal.merge(outcomes)
    return values


def _operation(m: Machine, node: cst.BinaryOperation, frame: Frame) -> Value:
    left, right = evaluate(m, node.left, frame), evaluate(m, node.right, frame)
    if isinstance(node.operator, cst.Add):
        text = _joined([left, right])
        if text is not None and left[0].type == right[0].type == "str":
            return (_text(m, node, text),)
    if isinstance(node.operator, cst.Divide) and left and left[0].type == "path":
        obj = m.make(node, "path")
        first, second = constant_text(left), constant_text(right)
        obj.constant = f"{first.rstrip('/')}/{second}" if first is not None and second is not None else None
        return (obj,)
    made = run_operator(m, left, _OPERATORS.get(type(node.operator).__name__, ()), [(right, None)], node)
    if not made:
        made = run_operator(m, right, _OPERATORS.get(type(node.operator).__name__, ()), [(left, None)], node)
    return made or _fresh_like(m, node, left, right)


_OPERATORS = {
    "Add": ("__add__", "__radd__"), "Subtract": ("__sub__", "__rsub__"), "Multiply": ("__mul__", "__rmul__"),
    "Divide": ("__truediv__", "__rtruediv__"), "FloorDivide": ("__floordiv__",), "Modulo": ("__mod__",),
    "Power": ("__pow__",), "MatrixMultiply": ("__matmul__",), "BitOr": ("__or__", "__ror__"), "BitAnd": ("__and__",),
    "BitXor": ("__xor__",), "LeftShift": ("__lshift__",), "RightShift": ("__rshift__",),
}  # fmt: skip


def _fresh_like(m: Machine, node: cst.CSTNode, *operands: Value) -> Value:
    types = {obj.type for value in operands for obj in value} or {""}
    for known in ("DataFrame", "Series", "ndarray", "list", "set", "dict", "tuple"):
        if known in types:
            obj = m.make(node, known)
            if known in ("list", "tuple", "dict", "set"):
                for value in operands:
                    spill(obj, value)
            return (obj,)
    if types <= {"int", "bool"}:
        return (m.make(node, "int"),)
    if types <= {"int", "bool", "float"}:
        return (m.make(node, "float"),)
    if types <= {"str"}:
        return (m.make(node, "str"),)
    if types <= IMMUTABLE:
        return SCALAR
    result = m.make(node, "")
    for value in operands:
        hold(result, (obj for obj in value if obj.type in ("", "instance")), loosely=True)
    return (result,)


def _comparison(m: Machine, node: cst.Comparison, frame: Frame) -> Value:
    operands = [evaluate(m, node.left, frame)]
    for target in node.comparisons:
        value = evaluate(m, target.comparator, frame)
        if isinstance(target.operator, (cst.In, cst.NotIn)):
            m.consume(value, node)
            run_operator(m, value, ("__contains__", "__iter__"), [(operands[-1], None)], node)
        elif not isinstance(target.operator, (cst.Is, cst.IsNot)):
            run_operator(m, join(operands[-1], value), ("__eq__", "__lt__", "__gt__", "__ne__", "__le__", "__ge__"),
                         [(join(operands[-1], value), None)], node)  # fmt: skip
        operands.append(value)
    if any(isinstance(t.operator, (cst.Is, cst.IsNot)) for t in node.comparisons):
        _identity(m, node, operands)
        return (m.make(node, "bool"),)
    for known in ("DataFrame", "Series", "ndarray"):
        if any(obj.type == known for value in operands for obj in value):
            return (m.make(node, known),)
    return SCALAR


def _identity(m: Machine, node: cst.Comparison, operands: list[Value]) -> None:
    """`a is b`: no copy in another process is the same object."""
    sides = [node.left, *(target.comparator for target in node.comparisons)]
    if any(isinstance(side, cst.Name) and side.value in ("None", "True", "False") for side in sides):
        return
    if any(isinstance(side, cst.Ellipsis) for side in sides):
        return
    if any(obj.type in ("external", "class", "function") for value in operands for obj in value):
        return
    names = {root_name(side) for side in sides} - {None}
    m.entangle(sorted(n for n in names if n), "`is` compares objects, and a copy in another process is another object")
    for value in operands:
        m.entangle(sorted(m.names_of(value)), "`is` compares objects, and a copy in another process is another object")


def bind_target(m: Machine, target: cst.CSTNode, value: Value, frame: Frame) -> None:
    """Assign to a target of any form."""
    match target:
        case cst.Name():
            m.bind(target.value, value, frame, target)
        case cst.Tuple() | cst.List():
            _unpack(m, target, value, frame)
        case cst.StarredElement() | cst.Element():
            bind_target(m, target.value, value, frame)
        case cst.Attribute():
            assign_attribute(m, target, value, frame)
        case cst.Subscript():
            assign_item(m, target, value, frame)


def _unpack(m: Machine, target: cst.Tuple | cst.List, value: Value, frame: Frame) -> None:
    value = m.consume(value, target)
    starred = any(isinstance(element, cst.StarredElement) for element in target.elements)
    for index, element in enumerate(target.elements):
        if isinstance(element, cst.StarredElement):
            rest = m.make(element, "list")
            hold(rest, elements(value))
            bind_target(m, element.value, (rest,), frame)
            continue
        exact = [obj.parts.get(f"[{index}]") for obj in value]
        if not starred and value and all(part is not None for part in exact):
            part = join(*(p for p in exact if p is not None))
        else:
            part = elements(value) or _unknown_element(m, element, value)
        bind_target(m, element.value, part, frame)


def _unknown_element(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    if value and all(obj.type in IMMUTABLE for obj in value):
        return SCALAR
    element = m.make(node, library.element_type(value))
    for obj in value:
        if obj.type == "figure":
            hold(obj, [element])
            hold(element, [obj])
        if obj.type == "ndarray":
            hold(obj, [element], loosely=True)
    return (element,)


def root_name(node: cst.CSTNode) -> str | None:
    """The variable that a chain of attributes, items and calls starts from."""
    while True:
        if isinstance(node, cst.Name):
            return node.value
        if isinstance(node, (cst.Attribute, cst.Subscript)):
            node = node.value
        elif isinstance(node, cst.Call):
            node = node.func
        else:
            return None


def assign_attribute(m: Machine, target: cst.Attribute, value: Value, frame: Frame) -> None:
    """`target.attr = value`."""
    owner = evaluate(m, target.value, frame)
    name = target.attr.value
    for obj in owner:
        if obj.type == "external":
            library.set_member(m, obj, name, target)
            continue
        if obj.type == "instance":
            run_operator(m, (obj,), (f"{name}.setter", "__setattr__"), [(value, None), (value, None)], target)
            if any(find_member(class_, f"{name}.setter") for class_ in obj.bases):
                hold(obj, value)
                continue
        if obj.type in ("instance", "class"):
            known = obj.parts.get(name, NOTHING)
            obj.parts[name] = join(known, value) if not m.is_certain() or len(owner) > 1 else value
        else:
            obj.parts.pop(f".{name}", None)
        hold(obj, value)
        if obj.type == "function":
            obj.parts[name] = value
            m.effect(EffectKind.MONKEYPATCH, f"function:{obj.name}", target)
    if isinstance(target.value, cst.Attribute) and target.value.attr.value == "flags":
        for array in m.evaluate(target.value.value, frame):
            array.traits |= {"flags"}
    m.change(owner, target, through=root_name(target.value))


def assign_item(m: Machine, target: cst.Subscript, value: Value, frame: Frame) -> None:
    """`target[key] = value`."""
    owner = evaluate(m, target.value, frame)
    key, _ = item_key(m, target, frame)
    for obj in owner:
        if obj.type == "external":
            library.set_item(m, obj, key, target)
            continue
        run_operator(m, (obj,), ("__setitem__",), [(SCALAR, None), (value, None)], target)
        if obj.type in ("dict", "list") and key.startswith("[") and key not in ("[:]", "[selection]"):
            obj.parts[key] = value if m.is_certain() and len(owner) == 1 else join(obj.parts.get(key, NOTHING), value)
        elif obj.type in ("list", "dict"):
            obj.parts.clear()
        if obj.type not in ("DataFrame", "Series", "ndarray", "pandas-view"):
            hold(obj, value)
    is_column = all(obj.type in ("Series", "pandas-view") and not obj.holders and obj.loose_holders for obj in owner)
    m.change(owner, target, through=root_name(target.value), is_guess=bool(owner) and is_column)
    if not is_column:
        return
    name = root_name(target.value)
    if isinstance(target.value, cst.Name) and name is not None:
        m.change(owner, target, through=name)

