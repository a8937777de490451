from __future__ import annotations

import re

from nb2pipe.emitters.container import emit_container
from nb2pipe.emitters.native import system_packages
from nb2pipe.model.packaging import PackageSettings


def dockerfile(build, *, lock="numpy==2.0\n", system=()):
    files = emit_container(build.plan(), lock=lock, settings=PackageSettings("3.12.4"), system=system)
    return files["Dockerfile"].decode()


def test_the_image_has_two_stages_of_the_kernels_python_and_no_root(build):
    text = dockerfile(build)
    assert re.findall(r"^FROM (\S+)", text, flags=re.MULTILINE) == ["python:3.12.4-slim"] * 2
    assert re.findall(r"^USER (\S+)", text, flags=re.MULTILINE) == ["1000"]
    assert "apt-get" not in text
    assert text.rstrip().endswith('ENTRYPOINT ["python", "-m", "churn"]')
    assert "@" not in text


def test_system_packages_are_installed_where_they_are_needed(build):
    build_stage, run_stage = dockerfile(build, system=("libgomp1",)).split("\n\nFROM ")
    assert "libgomp1" in run_stage
    assert "libgomp1" not in build_stage
    build_stage, run_stage = dockerfile(build, lock="mine @ git+https://example.org/mine@abc\n").split("\n\nFROM ")
    assert "recommends git " in build_stage
    assert "apt-get" not in run_stage


def test_every_instruction_is_one_that_docker_knows(build):
    text = re.sub(r"\\\n", " ", dockerfile(build, system=("libgomp1", "graphviz")))
    words = {line.split()[0] for line in text.splitlines() if line and not line.startswith("#")}
    assert words <= {"FROM", "ENV", "RUN", "WORKDIR", "COPY", "USER", "ENTRYPOINT"}


def test_known_native_needs_are_told_by_distribution():
    assert system_packages(["LightGBM", "opencv_python", "numpy"]) == ("libgl1", "libglib2.0-0", "libgomp1")
