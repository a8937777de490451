"""PipelinePlan -> FileTree: the files of a project that runs without nb2pipe."""

from nb2pipe.emitters.manifest import manifest_of
from nb2pipe.emitters.package import emit_package, emit_release
from nb2pipe.emitters.registry import EMITTERS, Emitter, emitter_named

__all__ = ["EMITTERS", "Emitter", "emit_package", "emit_release", "emitter_named", "manifest_of"]
