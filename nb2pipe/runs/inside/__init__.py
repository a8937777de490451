"""What runs inside the user's processes: steps in a worker, captures in a kernel.

Loaded by path under a private name: standard library only, any Python from 3.10 on, relative imports.
"""

from __future__ import annotations

from .kernel_capture import capture_variables, error_place, write_chance
from .lifeline import end_with_parent
from .observing import observe_variables, seed_generators
from .opened import OpenedFiles
from .step import run_step
from .streams import Streams

__all__ = [
    "OpenedFiles",
    "Streams",
    "capture_variables",
    "end_with_parent",
    "error_place",
    "observe_variables",
    "run_step",
    "seed_generators",
    "write_chance",
]
