"""What runs inside the user's processes: steps in a worker, captures in a kernel.

Loaded by path under a private name: standard library only, any Python from 3.10 on, relative imports.
"""

from __future__ import annotations

from .kernel_capture import capture_variables, error_place
from .step import run_step

__all__ = ["capture_variables", "error_place", "run_step"]
