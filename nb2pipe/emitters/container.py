"""PipelinePlan -> Dockerfile, .dockerignore and .gitignore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pipe.emitters.wording import fill
from nb2pipe.model.packaging import PackageSettings
from nb2pipe.model.plan import PipelinePlan

_DOCKERFILE = """# docker build -t @NAME@ . && docker run --rm -v "$PWD:/work" @NAME@
FROM python:@PYTHON@-slim AS build
@TOOLS@ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/pipeline
ENV PATH=/opt/pipeline/bin:$PATH
WORKDIR /build
# The dependencies change less often than the code: they have a layer of their own.
COPY requirements.lock ./
RUN pip install -r requirements.lock
COPY pyproject.toml README.md ./
COPY src ./src
RUN pip install --no-deps .

FROM python:@PYTHON@-slim
@SYSTEM@RUN useradd --create-home --uid 1000 pipeline && install --directory --owner=pipeline /work
COPY --from=build /opt/pipeline /opt/pipeline
ENV PATH=/opt/pipeline/bin:$PATH MPLBACKEND=Agg PYTHONUNBUFFERED=1
# By number, so that a host without this user knows that it is not root.
USER 1000
# Relative paths of the pipeline mean this folder: mount the data here.
WORKDIR /work
ENTRYPOINT ["python", "-m", "@PACKAGE@"]
"""
_INSTALL = """RUN apt-get update \\
    && apt-get install --yes --no-install-recommends @PACKAGES@ \\
    && rm -rf /var/lib/apt/lists/*
"""
_DOCKERIGNORE = """*
!requirements.lock
!pyproject.toml
!README.md
!src
**/__pycache__
"""
_GITIGNORE = """__pycache__/
*.egg-info/
.ipynb_checkpoints/
.pytest_cache/
.ruff_cache/
.venv/
dist/
reports/
runs/
"""


def emit_container(
    plan: PipelinePlan, *, lock: str, settings: PackageSettings, system: Sequence[str]
) -> Mapping[str, bytes]:
    """Two stages, the last without build tools and root; `system` are the names of Debian packages to install."""
    values = {
        "TOOLS": _install(["git"]) if " @ git+" in lock else "",
        "SYSTEM": _install(system),
        "PYTHON": settings.python,
        "PACKAGE": plan.name,
        "NAME": plan.name.replace("_", "-"),
    }
    return {
        "Dockerfile": fill(_DOCKERFILE, values).encode(),
        ".dockerignore": _DOCKERIGNORE.encode(),
        ".gitignore": _GITIGNORE.encode(),
    }


def _install(packages: Sequence[str]) -> str:
    return fill(_INSTALL, {"PACKAGES": " ".join(packages)}) if packages else ""
