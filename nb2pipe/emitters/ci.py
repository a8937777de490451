"""PipelinePlan -> the file by which a service tests the package and runs its pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pipe.emitters.suite import SAMPLES_FOLDER
from nb2pipe.emitters.wording import fill
from nb2pipe.model.packaging import Ci, PackageSettings
from nb2pipe.model.plan import PipelinePlan

#: Where the run in CI finds data that somebody put there; relative paths of the pipeline mean this folder then.
SAMPLE_DATA = "sample_data"
GITHUB_WORKFLOW = ".github/workflows/pipeline.yml"
GITLAB_PIPELINE = ".gitlab-ci.yml"

_GITHUB = """# Tests the package, then runs the pipeline@ON@.
# The package is a repository of its own here: GitHub reads no workflow in a folder below the top.
name: pipeline

on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true

jobs:
  pipeline:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "@MINOR@"
          cache: pip
          cache-dependency-path: |
            requirements.lock
            pyproject.toml
@SYSTEM@      - name: Install
        run: |
          python -m pip install -r requirements.lock
          python -m pip install ".[test]"
      - name: Test
        run: python -m pytest --junitxml=reports/tests.xml
@PLACE@        shell: bash
        run: python -m @PACKAGE@ --out "$GITHUB_WORKSPACE/reports/run" 2>&1 | tee "$GITHUB_WORKSPACE/reports/run.log"
      - name: Keep the report of the run
        if: ${{ always() }}
        uses: actions/upload-artifact@v4
        with:
          name: run-report
          path: reports/
          if-no-files-found: ignore
"""
_GITHUB_ON_SAMPLES = """      - name: Run on sample data
        if: ${{ hashFiles('@SAMPLES@/**') != '' }}
        working-directory: @SAMPLES@
"""
_GITHUB_WITHOUT_FILES = "      - name: Run\n"
_GITHUB_SYSTEM = """      - name: Install system packages
        run: sudo apt-get update && sudo apt-get install --yes --no-install-recommends @PACKAGES@
"""
_GITLAB = """# Tests the package, then runs the pipeline@ON@.
# The package is a repository of its own here: GitLab reads no such file in a folder below the top.
pipeline:
  image: python:@PYTHON@-slim
  variables:
    PIP_CACHE_DIR: $CI_PROJECT_DIR/.cache/pip
  cache:
    key:
      files:
        - requirements.lock
        - pyproject.toml
    paths:
      - .cache/pip
  timeout: 1 hour
  before_script:
@SYSTEM@    - python -m pip install -r requirements.lock
    - python -m pip install ".[test]"
  script:
    - python -m pytest --junitxml=reports/tests.xml
@PLACE@  artifacts:
    when: always
    paths:
      - reports/
    reports:
      junit: reports/tests.xml
"""
_GITLAB_ON_SAMPLES = """    - |
      if [ -d @SAMPLES@ ]; then
        (cd @SAMPLES@ && python -m @PACKAGE@ --out "$CI_PROJECT_DIR/reports/run")
      fi
"""
_GITLAB_WITHOUT_FILES = "    - python -m @PACKAGE@ --out reports/run\n"
_GITLAB_SYSTEM = "    - apt-get update && apt-get install --yes --no-install-recommends @PACKAGES@\n"


def emit_ci(plan: PipelinePlan, *, settings: PackageSettings, system: Sequence[str]) -> Mapping[str, bytes]:
    """The file by its path; none if the user wants none. `system` are the names of Debian packages to install."""
    if settings.ci is Ci.NONE:
        return {}
    is_github = settings.ci is Ci.GITHUB
    path, text, install = (
        (GITHUB_WORKFLOW, _GITHUB, _GITHUB_SYSTEM) if is_github else (GITLAB_PIPELINE, _GITLAB, _GITLAB_SYSTEM)
    )
    folder = samples_folder(plan)
    on_samples = _GITHUB_ON_SAMPLES if is_github else _GITLAB_ON_SAMPLES
    without_files = _GITHUB_WITHOUT_FILES if is_github else _GITLAB_WITHOUT_FILES
    place = {"SAMPLES": folder or "", "PACKAGE": plan.name}
    values = {
        "SYSTEM": fill(install, {"PACKAGES": " ".join(system)}) if system else "",
        "ON": f" on the data in {folder}/, if there is any" if folder else ", which reads no files",
        "PLACE": fill(on_samples if folder else without_files, place),
        "PYTHON": settings.python,
        "MINOR": settings.minor_python,
        "PACKAGE": plan.name,
    }
    return {path: fill(text, values).encode()}


def samples_folder(plan: PipelinePlan) -> str | None:
    """Where the pipeline runs in CI: the samples of the tests, or without them a folder that somebody may fill.

    None if it reads no files, so that it can run anywhere.
    """
    observed = plan.observed
    if not plan.reads_files:
        return None
    if observed is None or not observed.samples:
        return SAMPLE_DATA
    return "/".join(part for part in (SAMPLES_FOLDER, observed.root) if part not in (None, "", "."))


def ci_of(paths: Sequence[str]) -> Ci:
    """The service that an export with these files was made for."""
    if GITHUB_WORKFLOW in paths:
        return Ci.GITHUB
    return Ci.GITLAB if GITLAB_PIPELINE in paths else Ci.NONE
