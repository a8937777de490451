"""The names that travel through every stage, each a type of its own."""

from __future__ import annotations

from typing import NewType

#: The id of a cell as nbformat 4.5 defines it; made up from the position where a file has none.
CellId = NewType("CellId", str)
#: A variable of the notebook, or a pseudo variable: `file:PATH`, `random:LIB`, `option:LIB`, `cwd`, `env:NAME`.
VarName = NewType("VarName", str)
#: A step's name, a Python identifier that is unique in its pipeline.
StepName = NewType("StepName", str)
#: A rule's code, such as `NB101`.
RuleCode = NewType("RuleCode", str)
#: A run's identifier, sortable by the time at which it began.
RunId = NewType("RunId", str)

#: The current folder: with a colon, as `cwd` is what many a notebook calls a variable.
CWD = VarName("cwd:")
#: The folders in which Python looks for modules, and what it asks before.
SEARCH_PATH = VarName("search-path")

_PSEUDO_PREFIXES = ("file:", "random:", "option:", "env:", CWD)


def is_pseudo(name: str) -> bool:
    """Whether the name stands for process or world state instead of a variable."""
    return name.startswith(_PSEUDO_PREFIXES) or name == SEARCH_PATH
