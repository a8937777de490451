"""Methods of library objects followed, by the type of their receiver."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis.knowledge.types import ACTING_METHODS, SEARCH_TREES, STORING_METHODS
from nb2pipe.analysis.libraries.applying import piped_through
from nb2pipe.analysis.libraries.calling_back import tell_callbacks
from nb2pipe.analysis.libraries.figures import draw_into_arguments, join_drawn_by_method
from nb2pipe.analysis.libraries.iteration import RESUMING, consume_arguments, resume, run_callbacks
from nb2pipe.analysis.libraries.method_changes import change_by_method
from nb2pipe.analysis.libraries.method_results import method_result
from nb2pipe.analysis.libraries.patching import patch_by_method
from nb2pipe.analysis.libraries.unit_tests import RUNNING_METHODS, run_tests
from nb2pipe.analysis.outside.files import method_effects, read_written
from nb2pipe.analysis.outside.opening import back_with_files
from nb2pipe.analysis.outside.paths import path_effects
from nb2pipe.analysis.outside.spark import spark_effects
from nb2pipe.analysis.outside.sql import CONNECTIONS, SQL_METHODS, follow_sql
from nb2pipe.analysis.outside.training_files import write_by_training
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, hold, join, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import run_function, run_operator
from nb2pipe.analysis.values.items import make_missing
from nb2pipe.analysis.values.library import put_in_classes
from nb2pipe.analysis.values.members import find_member
from nb2pipe.analysis.values.nans import SEEKING_METHODS, keep_identity
from nb2pipe.analysis.values.object_columns import CALLING, keep_results, objects_in
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.chains import root_name


def call_method(
    m: Machine,
    node: cst.Call,
    receiver: Value,
    method: str,
    arguments: list[Argument],
    frame: Frame,
    *,
    through: str | None = None,
) -> Value:
    """Follow a method of objects that are known by their types alone; `through` is the variable that leads to them."""
    m.recorder.calls.append((f".{method}", m.recorder.call_depth))
    if method in ACTING_METHODS:
        m.recorder.impure_statements.add(m.recorder.statement)
    if method in ("query", "eval"):
        _names_in_query(m, node, receiver, arguments, frame)
    if method in SQL_METHODS and any(obj.name in CONNECTIONS for obj in receiver):
        follow_sql(m, node, arguments, frame)
    consume_arguments(m, arguments, node)
    if method in RESUMING:
        resume(m, receiver, method, arguments, node)
    method_effects(m, node, receiver, method, arguments)
    path_effects(m, node, receiver, method, arguments)
    read_written(m, node, method, arguments)
    write_by_training(m, node, receiver, method, arguments)
    tell_callbacks(m, node, receiver, method, arguments)
    spark_effects(m, node, receiver, method, arguments)
    patch_by_method(m, node, receiver, method)
    draw_into_arguments(m, node, method, arguments)
    for arg, (value, _) in zip(node.args, arguments, strict=False):
        streams = tuple([obj for obj in value if obj.type in ("stringio", "file")])
        if streams:
            m.change(streams, node, through=root_name(arg.value))
    _look_up(m, node, receiver, method, arguments)
    if method in SEEKING_METHODS and arguments and isinstance(node.func, cst.Attribute):
        keep_identity(m, arguments[0][0], node.func.value, receiver)
    _draw_from_keywords(m, node, method, arguments)
    through = through or root_name(node.func)
    results: list[Value] = []
    _doubt_purpose(m, node, receiver)
    for obj in receiver:
        if obj.type in ("external", "instance", "class", "function", "method", "super"):
            continue
        change_by_method(m, node, obj, method, arguments, through)
        results.append(method_result(m, node, obj, method, arguments))
        results.append(_by_own_class(m, node, obj, method, arguments))
    results.append(_by_own_function(m, node, receiver, method, arguments))
    only_stores = method in STORING_METHODS and all(obj.type in ("list", "dict", "set", "deque") for obj in receiver)
    piped = piped_through(m, node, receiver, method, arguments)
    made = piped or _entered(m, node, receiver, method, arguments) or join(*results)
    join_drawn_by_method(m, node, receiver, method, made, arguments)
    if not only_stores and not piped:
        _run_given(m, node, receiver, method, arguments, made)
    _compare(m, node, receiver, method, arguments)
    if method in RUNNING_METHODS:
        run_tests(m, node, join(receiver, *(value for value, _ in arguments)))
    _back_opened(receiver, method, arguments, made)
    return made


def _by_own_class(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """The method of an instance of the notebook's classes that an unknown object was made of, and may be or ask."""
    given = sorted_objects(o for o in obj.contents | obj.loose if o.type == "instance") if not obj.type else []
    own = tuple([o for o in given if any(find_member(class_, method) for class_ in o.bases)])
    if not own:
        return NOTHING
    with m.journal.perhaps():
        return run_operator(m, own, (method,), arguments, node)


def _by_own_function(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> Value:
    """A function of the notebook that it has made a method of a library's class."""
    functions = [obj for obj in put_in_classes(m, method, node) if obj.type == "function"]
    if not functions:
        return NOTHING
    with m.journal.perhaps():
        return join(*(run_function(m, each, [(receiver, None), *arguments], node) for each in functions))


def _doubt_purpose(m: Machine, node: cst.Call, receiver: Value) -> None:
    """Where it is not known which object the method is called of, its name says less of what it does to each."""
    if node is m.dropped and sum(not obj.is_immutable for obj in receiver) > 1:
        m.dropped = None


def _entered(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> Value:
    """`context.__enter__()`, or what a stack enters and leaves in its turn; nothing for other methods."""
    if method == "__enter__":
        return m.consume_context(receiver, node)
    stacks = tuple([obj for obj in receiver if obj.type == "exit-stack"])
    if stacks and method in ("enter_context", "enter_async_context") and arguments:
        for stack in stacks:
            hold(stack, arguments[0][0])
        return m.consume_context(arguments[0][0], node)
    if stacks and method in ("close", "aclose", "__exit__"):
        m.consume(tuple([obj for obj in elements(stacks) if obj.type == "generator"]), node)
        run_operator(m, elements(stacks), ("__exit__",), [(SCALAR, None)] * 3, node)
    return NOTHING


def _back_opened(receiver: Value, method: str, arguments: list[Argument], made: Value) -> None:
    """`path.open("w")`: who writes to what it gives writes the file."""
    paths = tuple([obj for obj in receiver if obj.type == "path"]) if method == "open" else ()
    if paths:
        back_with_files(made, "io.open", [(paths, None), *arguments])


def _run_given(
    m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument], made: Value
) -> None:
    """Follow the functions that a method is given; what they give is what a task of an executor is asked for."""
    items: list[Argument] = [(_items_for_functions(m, node, obj), None) for obj in receiver]
    is_model = any(obj.type == "estimator" for obj in receiver)
    whole = tuple(obj for value, _ in arguments for obj in value if obj.type in _WHOLES) if is_model else ()
    given = run_callbacks(m, [(receiver, None), *items, *arguments], node, whole=whole)
    if method in CALLING:
        for table in made:
            keep_results(table, given, join(*(value for value, _ in arguments)))
    for task in made if any(obj.type == "connection" for obj in receiver) else ():
        hold(task, given)


#: Methods that look keys up in what they are given, or in the receiver.
_LOOKING_UP = frozenset({"format_map", "substitute", "safe_substitute"})


def _look_up(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """A `defaultdict` makes an entry for a key that a template, or code that calls its method, asks it for."""
    asked = join(*(value for value, _ in arguments)) if method in _LOOKING_UP else NOTHING
    for obj in receiver if method == "__getitem__" else asked:
        make_missing(m, node, obj)


#: What a model hands as a whole to the functions in it.
_WHOLES = frozenset({"DataFrame", "Series", "ndarray", "array-like"})


def _items_for_functions(m: Machine, node: cst.Call, table: Obj) -> Value:
    """What a function gets that a method of a table calls for each value, or for each row or group."""
    objects = objects_in(table)
    if table.type == "Series" or not objects:
        return objects
    row = m.make(node, "", f"row-{id(table)}")
    hold(row, objects)
    return (row,)


#: Methods of containers that compare what they hold.
_COMPARING_METHODS = {"sort", "remove", "index", "count", "add", "discard"}


def _compare(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """Follow what instances of the notebook's classes do when a container compares them."""
    if method not in _COMPARING_METHODS:
        return
    compared = join(elements(receiver), *(value for value, _ in arguments))
    if any(obj.type == "instance" for obj in compared):
        run_operator(m, compared, ("__lt__", "__gt__", "__eq__", "__hash__"), [(compared, None)], node)


def _draw_from_keywords(m: Machine, node: cst.Call, method: str, arguments: list[Argument]) -> None:
    """`df.sample(random_state=generator)` draws from the generator."""
    for value, keyword in arguments:
        drawn = tuple([obj for obj in value if obj.type == "rng"]) if keyword in ("random_state", "rng") else ()
        if drawn and method != "set_params":
            m.change(drawn, node)


#: Types whose `eval` is an evaluation.
_MODELS = ("estimator", "booster")
#: What is no expression with names in it: `query(Table)` of a database, `query(points)` of a search tree.
_NO_EXPRESSION = ("class", "instance", "ndarray", "DataFrame", "Series", "list", "tuple", "dict")


def _names_in_query(m: Machine, node: cst.Call, receiver: Value, arguments: list[Argument], frame: Frame) -> None:
    """`df.query("a > @k")` looks `k` up where it is called; `eval()` of a neural network does not."""
    asked = arguments[0][0] if arguments else ()
    is_model = bool(receiver) and all(obj.type in _MODELS or obj.name in SEARCH_TREES for obj in receiver)
    if not arguments or is_model or (asked and all(obj.type in _NO_EXPRESSION for obj in asked)):
        return
    text = constant_text(arguments[0][0])
    if text is None:
        m.effect(EffectKind.DYNAMIC, "query", node)
        return
    for name in re.findall(r"@([^\W\d]\w*)", text):
        m.look_up(name, frame, node)
