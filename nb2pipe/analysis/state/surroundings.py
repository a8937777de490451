"""What holds for a notebook before its first cell is followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the notebook's own code does not say."""

    #: Names that `from module import *` gives, where somebody has looked.
    star_exports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: Python looks up what annotations name when somebody asks for them: so it is from 3.14 on.
    defers_annotations: bool = False
    #: The file has outputs: a cell that was run and has none gave nothing to show.
    has_outputs: bool = False
