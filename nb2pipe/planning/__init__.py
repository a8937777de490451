"""ParsedNotebook and Analysis -> PipelinePlan: pure steps, or the findings that say why there can be none."""

from nb2pipe.planning.plan import find_blockers, make_plan

__all__ = ["find_blockers", "make_plan"]
