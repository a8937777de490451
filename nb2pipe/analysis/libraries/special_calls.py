"""Functions of the standard library whose results are made in a way of their own."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT, VAGUE
from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.libraries.accessors import ACCESSORS
from nb2pipe.analysis.libraries.copying import deep_copies, replaced, shallow_copies
from nb2pipe.analysis.libraries.coroutines import gathered, run_coroutine
from nb2pipe.analysis.libraries.iterators import ITERATOR_CALLS
from nb2pipe.analysis.libraries.made_classes import made_class
from nb2pipe.analysis.libraries.operator_calls import OPERATOR_CALLS
from nb2pipe.analysis.libraries.own_module import import_module, import_package, look_for_member, reload_module
from nb2pipe.analysis.libraries.patching import PATCHING_CALLS
from nb2pipe.analysis.libraries.path_calls import opened, path_and_ending, path_and_name, retrieved
from nb2pipe.analysis.libraries.setting_attributes import set_attribute, set_plainly
from nb2pipe.analysis.libraries.sharing_calls import (
    EXCEPTION_CALLS,
    drawing,
    generator_over,
    memory,
    read_only_dict,
    shared_dict,
    split,
    summed_by_indices,
    views_of_each,
    weak_proxy,
    weak_reference,
)
from nb2pipe.analysis.libraries.tables import sheets, tables_of_page
from nb2pipe.analysis.libraries.threads import started_later
from nb2pipe.analysis.libraries.torch_modules import make_loader
from nb2pipe.analysis.libraries.wrapping import as_given, caching, wrapper
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.heap import NOTHING, all_elements, hold, join, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.access import PARTIAL_METHOD, attribute, class_of
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.choices import SEARCHES
from nb2pipe.analysis.values.classes import allocate
from nb2pipe.analysis.values.dimensions import dimensions, note
from nb2pipe.analysis.values.getters import attribute_getter, item_getter, method_caller
from nb2pipe.analysis.values.members import methods_of
from nb2pipe.analysis.values.nans import made_by_float
from nb2pipe.analysis.values.texts import UNKNOWN, constant_texts, pattern_of

#: Gives the result of a call, or None where nothing special is known of it after all.
Special = Callable[[Machine, cst.Call, list[Value]], Value | None]


def _from_keys(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    made = m.make(node, "dict")
    for value in values[1:]:
        hold(made, value)
    return (made,)


def _summed(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`sum(lists, [])` is a list of their elements."""
    inner = all_elements(values[0]) if values else NOTHING
    arrays = next((t for t in ("DataFrame", "Series", "ndarray") if any(obj.type == t for obj in inner)), None)
    if arrays is not None:
        return (m.make(node, arrays, "sum"),)
    if not any(obj.type in ("list", "tuple", "") for obj in inner):
        return None
    total = m.make(node, "list", "sum")
    mark(total, VAGUE)
    spill(total, inner)
    return (total,)


def _like_argument(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`abs(array)` is an array; of what is not known it is something new that is not known either."""
    given = values[0] if values else NOTHING
    types = {obj.type for obj in given}
    if not types or types <= IMMUTABLE or "instance" in types:
        return None
    known = next((type_ for type_ in ("DataFrame", "Series", "ndarray") if type_ in types), "")
    return (m.make(node, known, "like"),)


def _class_of(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`type(instance)` of the notebook's own classes; `type(name, bases, namespace)` makes one."""
    if len(values) == 3:
        return made_class(m, node, values)
    return class_of(m, values[0]) or None if len(values) == 1 else None


def _iterator(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`iter(iterator)` is the iterator itself; `iter(function, last)` calls the function for each item.

    An instance of a class of the notebook gives what its `__iter__` gives.
    """
    known = values[0] if values else NOTHING
    if len(values) == 2 and known and all(obj.type in ("function", "method") for obj in known):
        made = m.make(node, "iterator")
        made.receiver = known
        m.suspended[made] = []
        return (made,)
    if known and all(obj.type == "instance" for obj in known):
        return run_operator(m, known, ("__iter__",), [], node) or None
    return known if known and all(obj.type in ("iterator", "generator", "file") for obj in known) else None


def _allocated(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`object.__new__(Class)`."""
    return allocate(m, values[0], node) or None if values else None


def _property(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`property(function)` in a class body."""
    found: list[Obj] = []
    for index, getter in enumerate(values[0] if values else ()):
        if getter.type == "function":
            made = m.make(node, "function", f"property-{index}")
            made.node, made.frame, made.parts = getter.node, getter.frame, dict(getter.parts)
            made.name = f"property {getter.name}"
            for at, value in enumerate(values):
                keyword = node.args[at].keyword if at < len(node.args) else None
                role = keyword.value if keyword is not None else ("fget", "fset", "fdel", "doc")[min(at, 3)]
                put_part(made, role, value)
            found.append(made)
    return tuple(found) or None


def _attribute(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`getattr(owner, "name", default)`."""
    names = constant_texts(values[1]) if len(values) > 1 else []
    if not names and len(values) > 1:
        patterns = [_name_pattern(obj) for obj in values[1]] or [UNKNOWN]
        names = [name for name in methods_of(values[0]) if any(fnmatchcase(name, each) for each in patterns)]
    if not names:
        return None
    return join(*(attribute(m, node, values[0], name) for name in names), *values[2:])


def _name_pattern(obj: Obj) -> str:
    """What is known of a name: `"start_" + tag` begins so, whatever the tag is."""
    pattern, node = pattern_of(obj), obj.node
    while pattern == UNKNOWN and isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        node = node.left
    is_beginning = node is not obj.node and isinstance(node, cst.SimpleString)
    return f"{node.evaluated_value!s}{UNKNOWN}" if is_beginning and isinstance(node, cst.SimpleString) else pattern


def _vars(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    return attribute(m, node, values[0], "__dict__") if values else None


def _partial(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    if not values:
        return None
    obj = m.make(node, "partial")
    put_part(obj, "function", values[0])
    for at, value in enumerate(values[1:]):
        arg = node.args[at + 1] if at + 1 < len(node.args) else None
        keyword = arg.keyword.value if arg is not None and arg.keyword is not None else ""
        put_part(obj, f"{keyword or at + 1}", value)
    hold(obj, join(*values))
    return (obj,)


def _split(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`train_test_split(a, b, …)`: two parts of each, of the same type."""
    parts = m.make(node, "list", "split")
    given = [value for value, arg in zip(values, node.args, strict=False) if arg.keyword is None and not arg.star]
    for position, value in enumerate(given):
        type_ = value[0].type if len(value) == 1 and value[0].type in ("DataFrame", "Series", "ndarray") else ""
        for index in (2 * position, 2 * position + 1):
            part = m.make(node, type_, f"part-{index}")
            mark(part, EXACT if type_ and is_exact(value) else frozenset())
            note((part,), dimensions(value))
            if not type_:
                hold(part, all_elements(value), loosely=True)
            put_part(parts, f"[{index}]", (part,))
            hold(parts, (part,))
    return (parts,)


def _partial_method(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`functools.partialmethod(method, …)` in a class body; instances get it as a `partial` (see `access`)."""
    made = _partial(m, node, values)
    for obj in made or ():
        obj.name = PARTIAL_METHOD
    return made


def _sub_element(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`SubElement(parent, …)` puts a new element into its parent."""
    made = m.make(node, "", "element")
    for parent in values[0] if values else ():
        hold(parent, (made,))
    m.change(join(*values[:1]), node)
    return (made,)


def _vectorized(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`np.vectorize(function)` calls the function for each element that it is called with."""
    made = m.make(node, "vectorized")
    for value in values[:1]:
        hold(made, value)
    return (made,)


def _parallel(m: Machine, node: cst.Call, _values: list[Value]) -> Value:
    """`Parallel(n_jobs=2)` gives the results of the calls that it is called with."""
    return (m.make(node, "parallel"),)


SPECIAL: dict[str, Special] = {
    "functools.wraps": wrapper,
    **dict.fromkeys(("functools.lru_cache", "functools.cache"), caching),
    **dict.fromkeys(
        (
            "contextlib.contextmanager",
            "contextlib.asynccontextmanager",
            "functools.singledispatch",
            "functools.update_wrapper",
            "numba.njit",
            "numba.jit",
        ),
        as_given,
    ),
    "asyncio.gather": gathered,
    "asyncio.run": run_coroutine,
    **dict.fromkeys(("joblib.Parallel", "sklearn.utils.parallel.Parallel"), _parallel),
    **dict.fromkeys(("joblib.delayed", "sklearn.utils.parallel.delayed"), _partial),
    "builtins.abs": _like_argument,
    "builtins.float": made_by_float,
    "builtins.dict.fromkeys": _from_keys,
    "builtins.getattr": _attribute,
    **dict.fromkeys(("builtins.dir", "builtins.hasattr"), look_for_member),
    "builtins.iter": _iterator,
    "builtins.object.__getattribute__": _attribute,
    "builtins.object.__new__": _allocated,
    "builtins.object.__setattr__": set_plainly,
    "builtins.memoryview": memory,
    "builtins.open": opened,
    "builtins.property": _property,
    "builtins.round": _like_argument,
    "builtins.setattr": set_attribute,
    "builtins.sum": _summed,
    "builtins.type": _class_of,
    "builtins.vars": _vars,
    "collections.ChainMap": shared_dict,
    "copy.copy": shallow_copies,
    "copy.deepcopy": deep_copies,
    "dataclasses.replace": replaced,
    "functools.partial": _partial,
    "functools.partialmethod": _partial_method,
    "builtins.__import__": import_package,
    "importlib.import_module": import_module,
    "importlib.reload": reload_module,
    "numpy.frompyfunc": _vectorized,
    "numpy.vectorize": _vectorized,
    "numpy.broadcast_arrays": views_of_each,
    "numpy.einsum": summed_by_indices,
    "numpy.meshgrid": views_of_each,
    **dict.fromkeys(("numpy.random.Generator", "numpy.random.RandomState", "numpy.random.default_rng"), generator_over),
    "sklearn.base.clone": deep_copies,
    "sklearn.utils.check_random_state": generator_over,
    "torch.utils.data.DataLoader": make_loader,
    "operator.attrgetter": attribute_getter,
    "operator.itemgetter": item_getter,
    "operator.methodcaller": method_caller,
    "PIL.ImageDraw.Draw": drawing,
    "pandas.read_excel": sheets,
    "pandas.read_html": tables_of_page,
    "os.path.split": path_and_name,
    "os.path.splitext": path_and_ending,
    **dict.fromkeys(("threading.Thread", "multiprocessing.Process"), started_later),
    "types.MappingProxyType": read_only_dict,
    "types.MethodType": _partial,
    "urllib.request.urlretrieve": retrieved,
    "weakref.proxy": weak_proxy,
    "weakref.ref": weak_reference,
    "xml.etree.ElementTree.SubElement": _sub_element,
    **ACCESSORS,
    **EXCEPTION_CALLS,
    **ITERATOR_CALLS,
    **OPERATOR_CALLS,
    **PATCHING_CALLS,
    **SEARCHES,
    **dict.fromkeys(("numpy.split", "numpy.array_split", "numpy.hsplit", "numpy.vsplit", "numpy.dsplit"), split),
    "sklearn.model_selection.train_test_split": _split,
}
