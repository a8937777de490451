"""What libraries offer: members by qualified name, and what touching them means."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.careful_libraries import ESTIMATOR_LIBRARIES
from nb2pipe.analysis.knowledge.exact_types import ARRAY_METRICS, EXACT
from nb2pipe.analysis.knowledge.results import RESULT_TYPES
from nb2pipe.analysis.knowledge.settings import MATPLOTLIB
from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value, Variable
from nb2pipe.analysis.state.scene import PATCH
from nb2pipe.analysis.values.environment import ANY, ENVIRONMENT, FOLDERS_OF_MODULES, ask_environment, set_environment
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import WHERE_MODULES_ARE, EffectKind
from nb2pipe.model.ids import SEARCH_PATH
from nb2pipe.syntax.walk import walk

#: Modules that only give other names to members of another one.
_SAME_MODULE = {
    "sklearn.utils._testing": "sklearn.utils",
    "statsmodels.formula.api": "statsmodels.formula.api",
    "matplotlib.pylab": "matplotlib.pyplot",
    "seaborn.mpl": "matplotlib",
}
_OPTION_HOLDERS = {
    **{f"{module}.rcParams": "matplotlib" for module in MATPLOTLIB}, "pandas.options": "pandas",
    "plotly.io.templates": "plotly", "seaborn.objects.Plot.config": "seaborn", "decimal.getcontext": "decimal",
}  # fmt: skip


#: Where the models and layers of Keras live.
_KERAS = (
    "keras.Sequential", "keras.Model", "keras.models.", "keras.layers.", "tensorflow.keras.Sequential",
    "tensorflow.keras.Model", "tensorflow.keras.models.", "tensorflow.keras.layers.",
)  # fmt: skip
#: Members that are texts.
_TEXTS: dict[str, Value] = {
    "os.sep": (Obj("str", constant="/"),),
    "os.path.sep": (Obj("str", constant="/"),),
    "os.curdir": (Obj("str", constant="."),),
    "os.pardir": (Obj("str", constant=".."),),
}

#: What code may change in place, or replace, and the process has only one of.
PROCESS_HOLDERS = frozenset({ENVIRONMENT, FOLDERS_OF_MODULES})
#: The module in which the code of a notebook runs.
NOTEBOOK = "__main__"
#: What modules, classes and functions of libraries are called, and say of themselves.
_NAMING = frozenset({"__name__", "__qualname__", "__module__", "__doc__", "__version__"})


def member(m: Machine, obj: Obj, name: str, node: cst.CSTNode | None = None) -> Value:
    """`library.name`."""
    module = _SAME_MODULE.get(obj.name, obj.name)
    qualified = f"{module}.{name}"
    if qualified == ENVIRONMENT:
        return (m.external(qualified),)
    if qualified in _TEXTS:
        return _TEXTS[qualified]
    if obj.name == NOTEBOOK and name not in _NAMING and not put_in_place(m, qualified):
        m.effect(EffectKind.DYNAMIC, qualified, node)
    if f"{PATCH}{qualified}" in m.world.slots or f"{PATCH}{obj.name}" in m.world.slots:
        # The notebook has replaced it, or its module: what a cell sets in a module, it sets for all.
        m.read_world(f"option:{root_of(qualified)}", None, Via.OPTION)
    return SCALAR if name in _NAMING else join((m.external(qualified),), put_in_place(m, qualified))


def replace_module(m: Machine, module: str, node: cst.CSTNode) -> None:
    """All members of the module may be other ones from now on."""
    m.journal.set(m.world, f"{PATCH}{module}", m.local_variable(SCALAR))
    m.write_world(f"option:{root_of(module)}", node, Via.OPTION, replaces=False)


def put_in_place(m: Machine, qualified: str) -> Value:
    """What the notebook has set a member of a library to."""
    slot = m.world.slots.get(f"{PATCH}{qualified}")
    return _worth_keeping(slot.value) if isinstance(slot, Variable) else NOTHING


def _worth_keeping(value: Value) -> Value:
    """What of it can be called or changed."""
    return tuple([obj for obj in value if obj.type in ("function", "class") or not obj.is_immutable])


def put_in_classes(m: Machine, name: str, node: cst.CSTNode) -> Value:
    """What the notebook has set under the name in classes of libraries: `pd.DataFrame.summary = summary`."""
    if PATCH not in m.world.slots:
        return NOTHING
    found: list[Value] = []
    for key in [key for key in m.world.slots if key.startswith(PATCH) and key.endswith(f".{name}")]:
        holder = key[len(PATCH) : -len(name) - 1]
        if holder.rpartition(".")[2][:1].isupper():
            m.read_world(f"option:{root_of(holder)}", node, Via.OPTION)
            found.append(put_in_place(m, f"{holder}.{name}"))
    return join(*found)


#: `np.c_[a, b]` is a new array.
_JOINERS = frozenset({"numpy.c_", "numpy.r_"})


def item(m: Machine, obj: Obj, key: str, node: cst.CSTNode) -> Value:
    """`library_thing[key]`."""
    if obj.name == ENVIRONMENT:
        ask_environment(m, [_named(key)], node)
        return SCALAR
    if obj.name.endswith(".rcParams"):
        m.read_world("option:matplotlib", node, Via.OPTION)
        return SCALAR
    if obj.name == "sys.modules":
        is_own = isinstance(node, cst.Subscript) and "__name__" in [n.value for n in walk(node) if type(n) is cst.Name]
        named = NOTEBOOK if is_own else key.strip("[]'\"")
        return (m.external(named or "sys.modules[]"),)
    if obj.name in _JOINERS:
        joined = m.make(node, "ndarray", "joined")
        mark(joined, EXACT)
        return (joined,)
    # Chosen rows or columns are a new table, and no part of the library's.
    return (m.make(node, "", "selection"),) if key == "[selection]" else (m.external(f"{obj.name}[]"),)


def set_item(m: Machine, obj: Obj, key: str, node: cst.CSTNode) -> None:
    """`library_thing[key] = value`."""
    if obj.name == ENVIRONMENT:
        set_environment(m, _named(key), node)
        return
    if obj.name == FOLDERS_OF_MODULES:
        _change_search_path(m, node)
        return
    _set_state(m, obj.name, node)


def delete_item(m: Machine, obj: Obj, key: str, node: cst.CSTNode) -> None:
    """`del library_thing[key]`: it must be there."""
    item(m, obj, key, node)
    set_item(m, obj, key, node)


def _named(key: str) -> str:
    return key.strip("[]'\"") or ANY


def _change_search_path(m: Machine, node: cst.CSTNode) -> None:
    m.effect(EffectKind.SEARCH_PATH, "", node)
    m.write_world(SEARCH_PATH, node, Via.OPTION, replaces=False)


def set_member(m: Machine, obj: Obj, name: str, value: Value, node: cst.CSTNode) -> None:
    """`library_thing.name = value`."""
    holder = f"{obj.name}.{name}"
    if holder in PROCESS_HOLDERS:
        set_item(m, m.external(holder), "", node)
        return
    if obj.name == NOTEBOOK:
        # `__main__.name = value` binds a variable of the notebook.
        m.effect(EffectKind.DYNAMIC, NOTEBOOK, node)
        if name.isidentifier():
            m.bind(name, value, m.module, node)
        return
    _set_state(m, obj.name, node, name, value)


def _set_state(m: Machine, holder: str, node: cst.CSTNode, name: str = "", value: Value = SCALAR) -> None:
    for prefix, library in _OPTION_HOLDERS.items():
        if holder == prefix or holder.startswith((prefix + ".", prefix + "(")):
            m.effect(EffectKind.SET_OPTION, library, node)
            m.write_world(f"option:{library}", node, Via.OPTION, replaces=False)
            return
    changed = f"{holder}.{name}" if name else holder
    kept = _worth_keeping(value)
    for slot in (f"{PATCH}{holder}.{name}", PATCH):
        m.journal.set(m.world, slot, m.local_variable(kept or SCALAR))
    note_change(m, changed, node)


def note_change(m: Machine, changed: str, node: cst.CSTNode) -> None:
    """Something of a library is another one from now on, or holds something else."""
    m.effect(EffectKind.MONKEYPATCH, changed, node)
    m.write_world(f"option:{root_of(changed)}", node, Via.OPTION, replaces=False)
    if changed.startswith(WHERE_MODULES_ARE):
        m.write_world(SEARCH_PATH, node, Via.OPTION, replaces=False)


#: Modules whose functions all give one type.
_TYPES_OF_MODULES = {"math": "float", "hashlib": "hash", "matplotlib": "figure", "seaborn": "figure"}
#: Functions of `math` that give something else.
_OTHER_THAN_FLOAT = {
    **dict.fromkeys(("ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "trunc"), "int"),
    **dict.fromkeys(("isclose", "isfinite", "isinf", "isnan"), "bool"),
    **dict.fromkeys(("frexp", "modf"), "tuple"),
    **dict.fromkeys(("prod", "sumprod"), "scalar"),
}


def root_of(name: str) -> str:
    """The package of a qualified name."""
    return name.partition(".")[0]


def result_type(name: str) -> str:
    """The type of what a library call gives; empty where unknown."""
    if name in RESULT_TYPES:
        return RESULT_TYPES[name]
    root, last = name.partition(".")[0], name.rpartition(".")[2]
    if name.startswith(("sklearn.datasets.load_",)):
        return "bunch"
    if name.startswith("sklearn.metrics.") and last[:1].islower():
        return _type_of_metric(last)
    if root in ESTIMATOR_LIBRARIES and last[:1].isupper():
        return "estimator"
    if root in ESTIMATOR_LIBRARIES and last in ("make_pipeline", "make_column_transformer", "ols", "logit", "glm"):
        return "estimator"
    if name.startswith(("torch.nn.", *_KERAS)) and last[:1].isupper() and last != "Parameter":
        return "layer" if root == "torch" else "network"
    if root == "statsmodels" and last == "from_formula":
        return "estimator"
    if name.startswith("numpy.") and last[:1].islower():
        return "ndarray"
    if root == "math" and last in _OTHER_THAN_FLOAT:
        return _OTHER_THAN_FLOAT[last]
    if root in _TYPES_OF_MODULES:
        return _TYPES_OF_MODULES[root]
    if root == "re" and last in ("sub", "escape"):
        return "str"
    return ""


def _type_of_metric(name: str) -> str:
    if name in ARRAY_METRICS:
        return "ndarray"
    return "scalar" if name.endswith(("_score", "_error", "_loss", "auc")) else ""


def element_type(value: Value) -> str:
    """The type of what unpacking gives."""
    types = {obj.type for obj in value}
    for type_ in ("figure", "ndarray", "DataFrame"):
        if type_ in types:
            return type_ if type_ != "DataFrame" else "str"
    if types and types <= IMMUTABLE:
        return "scalar"
    return ""
