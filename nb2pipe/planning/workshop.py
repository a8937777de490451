"""Everything that is known when steps are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nb2pipe.model.analysis import Analysis
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import Parameter
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.keeping import Kept
from nb2pipe.planning.needs import Need
from nb2pipe.planning.offers import Offers
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import Setting


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that is known when steps are put together."""

    parsed: ParsedNotebook
    analysis: Analysis
    definitions: Definitions
    needs: Mapping[int, Need]
    settings: Sequence[Setting]
    parameters: Mapping[str, Parameter]
    segments: Sequence[Segment]
    names: Sequence[StepName]
    #: For each segment, the names that somebody outside takes at its end.
    outputs: Sequence[Sequence[VarName]]
    #: Functions that serve steps give away.
    offers: Offers
    of_cell: Mapping[int, int]
    parameter_cells: frozenset[int]
    #: Position of a segment -> versions of variables that its step gives out beside its outputs, to be shown.
    kept: Mapping[int, Sequence[Kept]] = field(default_factory=dict)
    #: Cells of steps -> statements that only draw, but belong into the step.
    drawn: Mapping[int, frozenset[int]] = field(default_factory=dict)
