"""Overrides -> the package's `Parameters`, computed by the first step of a run and read by the others."""

from __future__ import annotations

import base64
import importlib
import os
import pickle
from typing import Any

from .artifacts import publish


def load_parameters(package: str, overrides: str, path: str) -> Any:
    """The run's parameters; whichever step comes first computes them, for a default may be today's date.

    `overrides` is a pickled dict in base64: JSON has no tuples and no sets.
    """
    module = importlib.import_module(f"{package}.parameters")
    if os.path.exists(path):
        with open(path, "rb") as file:
            return pickle.load(file)  # noqa: S301  our own file
    given = pickle.loads(base64.b64decode(overrides))  # noqa: S301  our own request
    parameters = module.Parameters(**given)
    publish(path, pickle.dumps(parameters, protocol=5))
    return parameters
