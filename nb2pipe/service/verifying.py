"""What notebook and package must agree on, and the JSON document that says whether they do."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.model.analysis import Analysis, BindingKind, EffectKind, WriteKind
from nb2pipe.model.verification import CapturePoint, VerificationReport

if TYPE_CHECKING:
    from nb2pipe.model.plan import PipelinePlan, Step


def capture_points(plan: PipelinePlan, analysis: Analysis) -> tuple[CapturePoint, ...]:
    """Every variable that a step holds when it ends, with the cell after which the notebook has the same one."""
    return tuple(
        CapturePoint(step.name, name, cell)
        for step in plan.steps
        for name, cell in sorted(_held_at_end(step, analysis).items())
    )


def unseeded_libraries(analysis: Analysis) -> tuple[str, ...]:
    """Libraries whose global generators the notebook never seeds, so that any numbers will do."""
    seeded = {effect.target for facts in analysis.cells for effect in facts.effects if effect.kind is EffectKind.SEED}
    return tuple(library for library in ("numpy", "python") if library not in seeded)


def verification_to_dict(report: VerificationReport) -> dict[str, object]:
    """The document that `nb2pipe verify --format json` prints."""
    return {
        "schema_version": report.schema_version,
        "equivalent": report.equivalent,
        "steps": [
            {
                "step": step.step,
                "variables": [
                    {"name": variable.name, "status": variable.status.value, "detail": variable.detail}
                    for variable in step.variables
                ],
            }
            for step in report.steps
        ],
        "notebook_seconds": report.notebook_seconds,
        "pipeline_seconds": report.pipeline_seconds,
        "relative_tolerance": report.relative_tolerance,
        "isolated": report.isolated,
        "pinned": list(report.pinned),
    }


@contextlib.contextmanager
def plain_file(path: str, data: bytes) -> Iterator[Path]:
    """The notebook as a UTF-8 file: itself, or a copy if it is standard input or has another encoding."""
    from nb2pipe.reading.text import to_utf8
    from nb2pipe.workspace.files import STDIN

    text = to_utf8(data)
    if path != STDIN and text is data:
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="nb2pipe-") as folder:
        copy = Path(folder) / ("stdin.ipynb" if path == STDIN else Path(path).name)
        copy.write_bytes(text)
        yield copy


def _held_at_end(step: Step, analysis: Analysis) -> dict[str, int]:
    """Variables of the step and the last of its cells that made or changed each.

    A variable that is changed but neither bound here nor passed in or out does not exist in the step.
    """
    passed = {given.name for given in step.inputs} | {made.name for made in step.outputs}
    held: dict[str, int] = {}
    for cell in step.cells:
        facts = analysis.cells[cell]
        for name, write in facts.writes.items():
            is_here = write.kind is WriteKind.BIND or name in passed or name in held
            if is_here and write.binding is BindingKind.VALUE and name.isidentifier():
                held[name] = cell
        for name in facts.deletes:
            held.pop(name, None)
    return held
