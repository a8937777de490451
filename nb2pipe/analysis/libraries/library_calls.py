"""Functions of libraries followed, by the effect table."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis.knowledge.call_effects import CALL_EFFECTS
from nb2pipe.analysis.knowledge.calls import (
    CONTAINER_CHANGES,
    ELEMENT_PROTOCOLS,
    KEEPING_CALLS,
    LAZY_CALLS,
    LOOKING_CALLS,
    MUTATING_ARGUMENTS,
    PROTOCOLS,
    WRAPPERS,
)
from nb2pipe.analysis.knowledge.careful_libraries import CAREFUL_LIBRARIES, CAREFUL_MODULES
from nb2pipe.analysis.knowledge.types import ELEMENT_CALLS, SHALLOW_CALLS, VIEW_CALLS
from nb2pipe.analysis.knowledge.written_arguments import GRAPH_VIEWS
from nb2pipe.analysis.libraries.acting import note_act, suspect_arguments
from nb2pipe.analysis.libraries.figures import draw_into_arguments, join_drawn
from nb2pipe.analysis.libraries.iteration import consume_arguments, run_callbacks, unknown_result, with_items
from nb2pipe.analysis.libraries.library_results import CALLED_LATER, KEEP_VALUES, keep_keywords, made, shallow
from nb2pipe.analysis.libraries.logs import follow_log
from nb2pipe.analysis.libraries.method_changes import call_own, is_in_place_name
from nb2pipe.analysis.libraries.sharing_calls import view
from nb2pipe.analysis.libraries.special_calls import SPECIAL
from nb2pipe.analysis.libraries.torch_modules import follow_gradients
from nb2pipe.analysis.libraries.unit_tests import SEARCHING_CALLS, find_tests
from nb2pipe.analysis.libraries.written_arguments import (
    build_data_sets,
    may_overwrite,
    written_keywords,
    written_positions,
)
from nb2pipe.analysis.outside.files import library_effects
from nb2pipe.analysis.outside.opening import back_with_files
from nb2pipe.analysis.outside.sql import SQL_CALLS, follow_sql, use_database
from nb2pipe.analysis.outside.training_files import note_written
from nb2pipe.analysis.state.changing import put_parts
from nb2pipe.analysis.state.exactness import with_later_scalars
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, all_elements, elements, hold, join, reach, sorted_objects, tie
from nb2pipe.analysis.state.iterating import iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Value
from nb2pipe.analysis.state.sharing import entangle
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.arrays import rows_of
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.choices import items_noted_in, with_plain
from nb2pipe.analysis.values.composition import TEXT_CALLS
from nb2pipe.analysis.values.dimensions import note_call
from nb2pipe.analysis.values.dynamic import call_dynamic
from nb2pipe.analysis.values.members import find_member
from nb2pipe.analysis.values.tensors import made_by_function
from nb2pipe.analysis.values.texts import composed, constant_text
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.chains import root_name


def call_library(m: Machine, node: cst.Call, name: str, arguments: list[Argument], frame: Frame) -> Value:
    """Follow a call of a library function: its effects, what it changes, and what it gives."""
    m.recorder.calls.append((name, m.recorder.call_depth))
    library_effects(m, node, name, arguments)
    if name == "builtins.map" and arguments:
        _map_library_function(m, node, arguments)
    calls_own = name.startswith(_OF_FORMULAS) and _calls_own_functions(m, node, arguments, frame)
    if name in SQL_CALLS:
        follow_sql(m, node, arguments, frame)
    if name in SQL_CALLS and name.startswith(("duckdb.", "marimo.")):
        use_database(m, node, arguments)
    if name not in LAZY_CALLS and name not in LOOKING_CALLS:
        consume_arguments(m, arguments, node)
    _run_own_code(m, node, name, arguments)
    _draw_from_arguments(m, node, name, arguments)
    if name == "builtins.id" and node.args:
        entangle(m, sorted(n for n in [root_name(node.args[0].value)] if n), "`id()` is another one in another process")
    note_act(m, name)
    _change_library_container(m, node, name)
    _change_known_arguments(m, node, name, arguments)
    build_data_sets(m, node, name, arguments)
    draw_into_arguments(m, node, name, arguments)
    only_plots = name.rpartition(".")[2].startswith("plot")
    is_careful = library.root_of(name) in CAREFUL_LIBRARIES or name.rpartition(".")[0] in CAREFUL_MODULES
    if not is_careful and name not in MUTATING_ARGUMENTS and not only_plots:
        suspect_arguments(m, node, name, arguments)
    dynamic = call_dynamic(m, node, name, arguments, frame)
    if dynamic is not None:
        return dynamic
    goes_through = name in SHALLOW_CALLS or name.startswith("itertools.") or name in _GOING_THROUGH
    given = with_items(m, arguments, node) if goes_through else arguments
    result = _library_result(m, node, name, given)
    if name in WRAPPERS:
        _tie_to_streams(result, arguments)
    back_with_files(result, name, arguments)
    note_written(result, name, arguments)
    follow_gradients(m, result, name, arguments)
    join_drawn(m, name, result, arguments)
    for obj in result if calls_own else ():
        # Who reads a stored model evaluates its formula anew, where these functions are not known.
        hold(obj, (m.make(node, "formula", "environment"),))
    return note_call(made_by_function(result, name, arguments), name, arguments)


def _run_own_code(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Functions and special methods of the notebook that the library calls."""
    if name.startswith("sklearn.") and not name.startswith(_LOOKING_AT_MODELS):
        _try_own_models(m, node, arguments)
    if name.startswith("logging."):
        follow_log(m, node, name, arguments)
    if name in SEARCHING_CALLS:
        find_tests(m, node, name)
    if name in _REDIRECTING:
        run_operator(m, join(*(value for value, _ in arguments)), ("write",), _ONE, node)
    if name in PROTOCOLS:
        given = join(*(value for value, _ in arguments))
        run_operator(m, join(given, elements(given)), PROTOCOLS[name], [(SCALAR, "*")], node)
        _write(m, node, name, join(*(value for value, keyword in arguments if keyword == "file")))
    elif name not in KEEPING_CALLS or (name == "builtins.map" and not _is_called_later(arguments)):
        run_callbacks(m, arguments, node)
    if name in ELEMENT_PROTOCOLS:
        positional = [value for value, keyword in arguments if keyword is None]
        compared = join(iterated(join(*positional)), *positional[1:])
        run_operator(m, compared, ELEMENT_PROTOCOLS[name], [(compared or SCALAR, None)], node)


#: Functions of these look at models and fit none.
_LOOKING_AT_MODELS = ("sklearn.base.", "sklearn.utils.")
#: What hands all that is printed in its block on.
_REDIRECTING = ("contextlib.redirect_stdout", "contextlib.redirect_stderr")
_ONE: list[Argument] = [(SCALAR, None)]


def _write(m: Machine, node: cst.Call, name: str, files: Value) -> None:
    """`print(text, file=own)`, or what the notebook has put in the place of `sys.stdout`."""
    streams = files or (library.put_in_place(m, "sys.stdout") if name == "builtins.print" else NOTHING)
    if streams and not files:
        m.read_world("option:sys", node, Via.OPTION)
        m.change(tuple([obj for obj in streams if obj.type in ("stringio", "file")]), node)
    run_operator(m, streams, ("write",), _ONE, node)


def _try_own_models(m: Machine, node: cst.Call, arguments: list[Argument]) -> None:
    """`cross_val_score(model, X, y)` fits copies of the model, and asks them."""
    for obj in join(*(value for value, _ in arguments)):
        if obj.type == "instance" and any(find_member(class_, "fit") for class_ in obj.bases):
            copied = m.make(node, "instance", f"clone-{id(obj)}")
            copied.name, copied.bases = obj.name, obj.bases
            put_parts(copied, obj.parts)
            call_own(m, node, (copied,), "fit")


def _tie_to_streams(wrappers: Value, arguments: list[Argument]) -> None:
    """Who writes to a wrapper, or reads from it, changes the stream behind it."""
    for stream in join(*(value for value, _ in arguments)):
        for wrapper in wrappers if stream.type in ("stringio", "file") else ():
            tie(stream, wrapper)


def _map_library_function(m: Machine, node: cst.Call, arguments: list[Argument]) -> None:
    """`map(pd.read_csv, paths)`: what the function does beside giving values, for each of the items."""
    items: list[Argument] = [(iterated(value), None) for value, _ in arguments[1:]]
    for function in arguments[0][0]:
        if function.type == "external":
            m.recorder.calls.append((function.name, m.recorder.call_depth))
            library_effects(m, node, function.name, items)
            for position in MUTATING_ARGUMENTS.get(function.name, ()):
                m.change(join(*(value for value, _ in items[position : position + 1])), node)


def _is_called_later(arguments: list[Argument]) -> bool:
    """Whether the iterator that the call makes can call the function that it is given."""
    return bool(arguments) and all(obj.type in (*CALLED_LATER, "external") for obj in arguments[0][0])


def _change_library_container(m: Machine, node: cst.Call, name: str) -> None:
    """`module.names.append(x)`: a list or dict of a library is changed, in this process only."""
    holder, _, method = name.rpartition(".")
    is_array_function = library.root_of(name) in ("numpy", "torch", "tensorflow", "jax", "scipy", "builtins")
    is_known = name in CALL_EFFECTS or written_positions(node, name) or is_array_function
    if method in CONTAINER_CHANGES and "." in holder and holder not in m.modules and not is_known:
        library.note_change(m, holder, node)


_OF_FORMULAS = ("statsmodels.", "patsy.", "formulaic.", "linearmodels.", "lifelines.")


def _calls_own_functions(m: Machine, node: cst.Call, arguments: list[Argument], frame: Frame) -> bool:
    """`ols("y ~ np.log(x)", df)` looks functions up where it is called; whether some are the notebook's own."""
    found: list[Value] = []
    for value, _ in arguments[:2]:
        text = constant_text(value)
        if text is not None and "~" in text:
            names = dict.fromkeys(re.findall(r"(?<![\w.])([^\W\d]\w*)", text))
            found += [m.look_up(name, frame, node) for name in names if m.is_bound(name, frame)]
    run_callbacks(m, [(value, None) for value in found], node)
    return any(obj.type in ("function", "class") for obj in join(*found))


def _draw_from_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """A function that is given a generator draws from it."""
    if not name.rpartition(".")[2][:1].islower():
        return
    if name.startswith(("numpy.random.default_rng", "builtins.", "copy.")):
        return
    for value, _ in arguments:
        inside = sorted_objects(obj for obj in reach(value, loosely=True) if obj.type == "rng")
        if inside:
            m.change(tuple(inside[:1]), node)
            return


def _change_known_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Change what the tables, `out=` and `copy=` say that the function writes into."""
    if may_overwrite(node, name):
        for arg, (value, keyword) in zip(node.args, arguments, strict=False):
            if keyword is None:
                m.change(value, node, through=root_name(arg.value), is_likely=True)
    if arguments and name.startswith("torch.") and (is_in_place_name(name) or says(node, "inplace", "True")):
        m.change(arguments[0][0], node, through=root_name(node.args[0].value))
    for position in written_positions(node, name):
        if position < len(node.args) and position < len(arguments):
            for other, (value, _) in enumerate(arguments):
                if other != position:
                    for obj in arguments[position][0]:
                        hold(obj, value)
            m.change(arguments[position][0], node, through=root_name(node.args[position].value))
    keywords = written_keywords(node, name)
    for arg, (value, keyword) in zip(node.args, arguments, strict=False):
        writes = tuple([obj for obj in value if keyword in keywords or obj.type in ("stringio", "file")])
        if writes:
            m.change(writes, node, through=root_name(arg.value))


#: Others that go through what they are given, and give some of it.
_GOING_THROUGH = frozenset({"builtins.max", "builtins.min", "builtins.sum", "functools.reduce"})


def _library_result(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    values = [value for value, _ in arguments]
    if name.endswith((".addHandler", ".addFilter")) and any(o.type == "instance" for value in values for o in value):
        m.effect(EffectKind.DYNAMIC, name.rpartition(".")[2], node)
    if name in TEXT_CALLS and all(keyword is None for _, keyword in arguments):
        type_, compose = TEXT_CALLS[name]
        return composed(m, node, type_, values, compose)
    special = SPECIAL.get(name)
    result = special(m, node, values) if special is not None else None
    if result is not None:
        return result
    if name in ("decimal.getcontext", "logging.getLogger"):
        return (m.external(f"{name}()"),)
    if name in ("builtins.max", "builtins.min") and sum(keyword is None for _, keyword in arguments) > 1:
        return join(*(value for value, keyword in arguments if keyword is None))
    if name == "builtins.next" and arguments:
        return join(with_plain(m, node, values[0], iterated(values[0]), keys=True), *values[1:]) or SCALAR
    if name in ELEMENT_CALLS:
        return _element_given(m, node, name, arguments)
    if name in SHALLOW_CALLS:
        obj = shallow(m, node, name, [value for value, keyword in arguments if keyword in (None, "*", "**")])
        if name in KEEP_VALUES:
            keep_keywords(obj, arguments, "[{!r}]")
        return (obj,)
    if name in VIEW_CALLS or (name == "numpy.nan_to_num" and says(node, "copy", "False")):
        return (view(m, node, name, values),)
    if library.root_of(name) == "networkx" and name.rpartition(".")[2] in GRAPH_VIEWS:
        return (unknown_result(m, node, arguments, join(*values), is_fresh=False),)
    return made(m, node, name, arguments)


def _element_given(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    """What a function gives that chooses among the elements of what it is given."""
    looked_into = join(*(value for value, keyword in arguments if keyword not in ("key", "default")))
    others = (value for value, keyword in arguments if keyword == "default" or name == "builtins.getattr")
    if name == "builtins.getattr":
        return with_later_scalars(join(all_elements(looked_into), *others))
    held = with_plain(m, node, looked_into, iterated(looked_into), keys=True)
    if not held and all(obj.type == "list" for obj in looked_into):
        noted = items_noted_in(m, node, looked_into)
        if noted:
            return join(noted, *others)
    return with_later_scalars(join(held, rows_of(m, node, looked_into), *others))
