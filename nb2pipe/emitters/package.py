"""PipelinePlan -> the installable package, all files but unformatted."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from nb2pipe.emitters.boilerplate import filled
from nb2pipe.emitters.boilerplate.artifacts import ARTIFACTS
from nb2pipe.emitters.boilerplate.checks import CHECKS
from nb2pipe.emitters.boilerplate.main import MAIN
from nb2pipe.emitters.boilerplate.schemas import SCHEMAS
from nb2pipe.emitters.changelog import CHANGELOG, add_entry, emit_changelog
from nb2pipe.emitters.ci import emit_ci
from nb2pipe.emitters.container import emit_container
from nb2pipe.emitters.contracts import emit_contracts
from nb2pipe.emitters.distributions import locked_names
from nb2pipe.emitters.documents import emit_pyproject, emit_readme
from nb2pipe.emitters.manifest import MANIFEST_PATH, manifest_of
from nb2pipe.emitters.native import system_packages
from nb2pipe.emitters.nodes import assign, docstring, literal, render, with_blank_before
from nb2pipe.emitters.parameters_module import emit_parameters
from nb2pipe.emitters.pipeline_module import emit_pipeline
from nb2pipe.emitters.step_modules import emit_library, emit_step_module
from nb2pipe.emitters.suite import emit_tests
from nb2pipe.emitters.twin import emit_twin
from nb2pipe.emitters.versions import Difference
from nb2pipe.model.files import FileTree
from nb2pipe.model.packaging import PackageSettings
from nb2pipe.model.plan import PipelinePlan

_DEFAULT = PackageSettings()


def emit_package(plan: PipelinePlan, *, version: str, lock: str, settings: PackageSettings = _DEFAULT) -> FileTree:
    """Write the plan down as a package; `lock` is the text of `requirements.lock`.

    The digests in the manifest are those of these bytes: whoever formats them calls `manifest_of` again.
    Raises Refused for code that has no equivalent inside a function.
    """
    source = f"src/{plan.name}"
    system = system_packages(locked_names(lock))
    files = {
        **_stamped_files(plan, version=version, lock=lock, settings=settings),
        **emit_ci(plan, settings=settings, system=system),
        **emit_container(plan, lock=lock, settings=settings, system=system),
        "README.md": emit_readme(plan, lock=lock, settings=settings, system=system),
        CHANGELOG: emit_changelog(plan, version=version),
        "requirements.lock": lock.encode(),
        f"{source}/py.typed": b"",
        f"{source}/__main__.py": filled(MAIN, package=plan.name),
        f"{source}/artifacts.py": filled(ARTIFACTS, package=plan.name),
        f"{source}/checks.py": filled(CHECKS, package=plan.name),
        f"{source}/contracts.py": emit_contracts(plan),
        f"{source}/parameters.py": emit_parameters(plan),
        f"{source}/pipeline.py": emit_pipeline(plan),
        f"{source}/schemas.py": filled(SCHEMAS, package=plan.name),
        f"{source}/steps/__init__.py": render(
            [docstring("The steps of the pipeline, a module for each kind.", indent=0)]
        ),
        "notebooks/run.ipynb": emit_twin(plan),
        **emit_tests(plan),
    }
    for kind in {step.kind for step in plan.steps}:
        files[f"{source}/steps/{kind}.py"] = emit_step_module(plan, kind)
    if plan.library:
        files[f"{source}/library.py"] = emit_library(plan)
    files[MANIFEST_PATH] = manifest_of(plan, version, files)
    return FileTree({path: files[path] for path in sorted(files)})


def emit_release(
    plan: PipelinePlan,
    *,
    version: str,
    lock: str,
    settings: PackageSettings,
    changelog: bytes,
    differences: tuple[Difference, ...],
) -> FileTree:
    """The files of a package that say its version, which is a new one; `changelog` is the earlier one."""
    files = _stamped_files(plan, version=version, lock=lock, settings=settings)
    return FileTree({**files, CHANGELOG: add_entry(changelog, version=version, differences=differences)})


def restamp(files: Mapping[str, bytes], *, name: str, old: str, new: str) -> dict[str, bytes]:
    """An export of the package as it would be with another version."""
    stamps = {"pyproject.toml": 'version = "{}"', f"src/{name}/__init__.py": '__version__ = "{}"'}
    changed = {
        path: files[path].replace(stamp.format(old).encode(), stamp.format(new).encode(), 1)
        for path, stamp in stamps.items()
        if path in files
    }
    return {**files, **changed}


def _stamped_files(plan: PipelinePlan, *, version: str, lock: str, settings: PackageSettings) -> dict[str, bytes]:
    return {
        "pyproject.toml": emit_pyproject(plan, version=version, lock=lock, settings=settings),
        f"src/{plan.name}/__init__.py": _init(plan, version=version),
    }


def _init(plan: PipelinePlan, *, version: str) -> bytes:
    doc = docstring(f"The pipeline of the notebook {plan.notebook}.", indent=0)
    return render([doc, with_blank_before(assign(cst.Name("__version__"), literal(version)))])
