"""A converted notebook, written and run: each step in a process of its own, and all steps in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.forks import ForkServer
from tests.support.jobs import Ran, StepJob, run_pipeline, run_step

if TYPE_CHECKING:
    from nb2pipe.model.files import FileTree
    from nb2pipe.model.manifest import Manifest, ManifestStep


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A package on disk, in a scratch folder that it has for itself."""

    manifest: Manifest
    scratch: Path

    @property
    def folder(self) -> Path:
        """The package's folder."""
        return self.scratch / self.manifest.name

    def run_steps(self, server: ForkServer) -> Ran:
        """Run the steps one by one, each in a fresh process; stops at the first that raises."""
        place = _made(self.scratch / "by-step")
        by_step: dict[str, Mapping[str, str]] = {}
        error = ("", "")
        for step in self.manifest.steps:
            ran = server.run(run_step, self._job(step), folder=place)
            if ran.raised:
                error = (ran.raised, f"step {step.name}: {ran.message}")
                break
            by_step[step.name] = ran.values
        values = {name: text for texts in by_step.values() for name, text in texts.items()}
        return Ran(values, *error, by_step=by_step)

    def run_in_one_process(self, server: ForkServer) -> Ran:
        """Call `pipeline.run()`."""
        place = _made(self.scratch / "in-one")
        return server.run(run_pipeline, str(self.folder), self.manifest.name, folder=place)

    def _job(self, step: ManifestStep) -> StepJob:
        groups = {one.name: one.artifacts for one in self.manifest.steps}
        return StepJob(
            package=str(self.folder),
            function=step.function,
            is_async=step.is_async,
            inputs={
                name: self._file(maker, next(i for i, group in enumerate(groups[maker]) if name in group))
                for name, maker in step.inputs.items()
            },
            parameters=step.parameters,
            outputs=step.outputs,
            artifacts={self._file(step.name, i): group for i, group in enumerate(step.artifacts)},
        )

    def _file(self, step: str, group: int) -> str:
        return str(_made(self.scratch / "artifacts") / f"{step}.{group}.pkl")


def write_package(tree: FileTree, scratch: Path) -> WrittenPackage:
    """Write the files of a converted notebook below the scratch folder."""
    import msgspec

    from nb2pipe.model.manifest import Manifest

    manifest = msgspec.json.decode(tree.files["pipeline.json"], type=Manifest)
    for path, data in tree.files.items():
        file = scratch / manifest.name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return WrittenPackage(manifest, scratch)


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
