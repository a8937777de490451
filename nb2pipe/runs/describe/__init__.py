"""A live object -> a `Description`, which another process can compare with the description of another object.

Runs in the notebook's kernel and in the processes of steps, loaded by path under a private name: so it needs the
standard library only, any Python from 3.10 on, and its modules import each other relatively.
"""

from __future__ import annotations

import functools
import threading
import types
from collections.abc import Callable, Mapping
from typing import Any

from .arrays import shape_numpy, shape_scipy, shape_torch
from .builtin import SHAPES, shape_file, shape_sequence, shape_sqlite, shape_tuple
from .code import shape_builtin, shape_class, shape_code, shape_function, shape_method, shape_partial
from .columnar import shape_polars, shape_pyarrow
from .figures import shape_matplotlib, shape_plotly
from .frames import shape_pandas
from .graph import Builder, Description, Node, opaque
from .networks import shape_keras, shape_tensorflow
from .objects import shape_cached_function, shape_object
from .suspended import shape_suspended, shape_thread, shape_workers

__all__ = ["Description", "Node", "describe"]


def describe(value: object, package: str = "") -> Description:
    """Describe a value; classes and functions of the notebook and of the package of that name are described alike."""
    return Builder(package, _shape).build(value)


_CODE: Mapping[type, Callable[[Any, Builder], Node]] = {
    types.FunctionType: shape_function,
    types.CodeType: shape_code,
    types.MethodType: shape_method,
    types.BuiltinFunctionType: shape_builtin,
    types.MethodDescriptorType: shape_builtin,
    types.WrapperDescriptorType: shape_builtin,
    types.MethodWrapperType: shape_builtin,
    functools.partial: shape_partial,
    types.GeneratorType: shape_suspended,
    types.CoroutineType: shape_suspended,
    types.AsyncGeneratorType: shape_suspended,
    threading.Thread: shape_thread,
    type(functools.lru_cache(maxsize=None)(len)): shape_cached_function,
}

_LIBRARIES: Mapping[str, Callable[[Any, Builder], Node | None]] = {
    "numpy": shape_numpy,
    "pandas": shape_pandas,
    "scipy": shape_scipy,
    "matplotlib": shape_matplotlib,
    "plotly": shape_plotly,
    "polars": shape_polars,
    "pyarrow": shape_pyarrow,
    "torch": shape_torch,
    "tensorflow": shape_tensorflow,
    "keras": shape_keras,
    "sqlite3": shape_sqlite,
    "multiprocessing": shape_workers,
}


def _shape(value: object, builder: Builder) -> Node:
    try:
        return _shape_by_type(value, builder)
    except Exception as error:  # noqa: BLE001  the object's own code, which may raise anything
        return opaque(builder.label(type(value)), f"reading it raised {type(error).__name__}: {error}")


def _shape_by_type(value: object, builder: Builder) -> Node:
    cls = type(value)
    known = SHAPES.get(cls) or _CODE.get(cls)
    if known is not None:
        return known(value, builder)
    if isinstance(value, type):
        return shape_class(value, builder)
    if (cls.__module__, cls.__name__) == ("IPython.utils.text", "SList"):
        # What `names = !ls` gives in IPython; the package has the lines in a list of Python's own.
        lines: Any = value
        return shape_sequence("list", list(lines), builder)
    if (cls.__module__, cls.__name__) == ("ipykernel.iostream", "OutStream"):
        return shape_file(value, builder)
    for library in _libraries(cls):
        node = _LIBRARIES[library](value, builder)
        if node is not None:
            return node
    if isinstance(value, tuple) and hasattr(cls, "_fields"):
        return shape_tuple(value, builder)
    return shape_object(value, builder)


def _libraries(cls: type) -> list[str]:
    """Libraries that the class or one of its bases comes from, nearest first."""
    roots = (str(base.__module__).partition(".")[0] for base in cls.__mro__)
    return [root for root in dict.fromkeys(roots) if root in _LIBRARIES]
