"""PipelinePlan and the finished files -> `pipeline.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from nb2pipe.model.manifest import Manifest, ManifestCell, ManifestParameter, ManifestStep
from nb2pipe.model.plan import PipelinePlan, Step

MANIFEST_PATH = "pipeline.json"


def manifest_of(plan: PipelinePlan, version: str, files: Mapping[str, bytes]) -> bytes:
    """The manifest as sorted JSON, with the digests of all files but itself; call it when they are final."""
    ids = {cell.index: cell.id for cell in plan.cells}
    manifest = Manifest(
        name=plan.name,
        version=version,
        notebook=plan.notebook,
        notebook_digest=plan.notebook_digest,
        parameters=tuple(ManifestParameter(each.name, each.annotation, each.default) for each in plan.parameters),
        steps=tuple(_step(plan, step, ids) for step in plan.steps),
        cells=tuple(
            ManifestCell(cell.index, cell.id, cell.fate.value, cell.step, cell.notes)
            for cell in sorted(plan.cells, key=lambda cell: cell.index)
        ),
        promotes_paths=plan.promotes_paths,
        files={path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files) if path != MANIFEST_PATH},
    )
    return (json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _step(plan: PipelinePlan, step: Step, ids: Mapping[int, str]) -> ManifestStep:
    return ManifestStep(
        name=step.name,
        kind=step.kind.value,
        function=f"{plan.name}.steps.{step.kind}:{step.function}",
        cells=step.cells,
        cell_ids=tuple(ids[cell] for cell in step.cells if cell in ids),
        inputs={each.name: each.source for each in step.inputs},
        parameters=tuple(each.name for each in step.parameters),
        outputs=tuple(output.name for output in step.outputs),
        artifacts=step.artifacts,
        after=step.after,
        is_async=step.is_async,
        output_types={output.name: output.annotation for output in step.outputs},
    )
