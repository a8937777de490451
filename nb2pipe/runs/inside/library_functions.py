"""Functions that a library has made inside functions, such as statsmodels' kernels <-> a pickle of their code."""

from __future__ import annotations

import importlib
import marshal
import os
import pickle
import site
import sys
import sysconfig
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_NAMES = {types.FunctionType: "FunctionType", types.CellType: "CellType"}


class LibraryPickler(pickle.Pickler):
    """Stores nested functions of installed libraries by their code; those of the user's own cannot be stored.

    For the library stays what it is from one step to the next, and its globals are the same in all of them. What is
    written can be read with `pickle` alone, by the same version of Python.
    """

    def reducer_override(self, value: Any) -> Any:
        """How to make the value again; NotImplemented means as usual."""
        if type(value) is _Call:
            return value.function, value.arguments
        if value is types.FunctionType or value is types.CellType:  # which say that they are in `builtins`
            return getattr, (_Call(importlib.import_module, ("types",)), _NAMES[value])
        if type(value) is types.FunctionType and "<locals>" in value.__qualname__ and _is_of_library(value):
            return _reduced(value)
        return NotImplemented


@dataclass(frozen=True)
class _Call:
    """Stands for what the function returns for the arguments when the pickle is read."""

    function: Callable[..., object]
    arguments: tuple[object, ...]


def _reduced(function: types.FunctionType) -> tuple[object, ...]:
    code = _Call(marshal.loads, (marshal.dumps(function.__code__),))
    names = _Call(vars, (_Call(importlib.import_module, (function.__module__,)),))
    cells = tuple(_Call(types.CellType, (cell.cell_contents,)) for cell in function.__closure__ or ())
    state = {"__qualname__": function.__qualname__, "__kwdefaults__": function.__kwdefaults__}
    arguments = (code, names, function.__name__, function.__defaults__, cells or None)
    return types.FunctionType, arguments, (None, state)


def _is_of_library(function: types.FunctionType) -> bool:
    module = sys.modules.get(function.__module__)
    path = os.path.abspath(getattr(module, "__file__", None) or "/")
    folders = {*site.getsitepackages(), site.getusersitepackages(), *map(sysconfig.get_path, ("stdlib", "purelib"))}
    return vars(module) is function.__globals__ and any(path.startswith(folder + os.sep) for folder in folders)
