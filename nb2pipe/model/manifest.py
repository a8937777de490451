"""`pipeline.json`, the manifest of an emitted package: what engines and workers read.

schema_version history: 1, first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Version of the manifest's form.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class ManifestParameter:
    """One field of the package's `Parameters`."""

    name: str
    annotation: str
    #: Python source of the default.
    default: str


@dataclass(frozen=True, slots=True)
class ManifestStep:
    """One step as an engine needs it."""

    name: str
    kind: str
    #: `package.module:function`, such as `churn.steps.train:baseline`.
    function: str
    #: Indices of the notebook's cells that it came from.
    cells: tuple[int, ...]
    cell_ids: tuple[str, ...]
    #: Argument name -> name of the step that makes the value.
    inputs: dict[str, str]
    #: Arguments that are parameters of the pipeline.
    parameters: tuple[str, ...]
    #: In the order in which the function returns them; one output is returned bare, none is `None`.
    outputs: tuple[str, ...]
    #: The outputs, parted into artifacts: each group is pickled as one `dict`, so shared objects stay shared.
    artifacts: tuple[tuple[str, ...], ...]
    #: Steps that must have run before, though no value flows.
    after: tuple[str, ...] = ()
    is_async: bool = False
    #: Output -> its type as source text, such as `pd.DataFrame`; `Any` where unknown.
    output_types: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ManifestCell:
    """What became of a cell of the notebook."""

    index: int
    id: str
    fate: str
    step: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of `pipeline.json`."""

    name: str
    version: str
    notebook: str
    notebook_digest: str
    parameters: tuple[ManifestParameter, ...]
    #: In the order in which the package runs them.
    steps: tuple[ManifestStep, ...]
    cells: tuple[ManifestCell, ...]
    #: Path of the file in the package -> sha256.
    files: dict[str, str] = field(default_factory=dict)
    #: Whether literal paths of data became parameters.
    promotes_paths: bool = False
    schema_version: int = SCHEMA_VERSION
