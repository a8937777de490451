from __future__ import annotations

import subprocess
import sys

import pytest

from nb2pipe.emitters import emit_package
from nb2pipe.emitters.ci import GITHUB_WORKFLOW, GITLAB_PIPELINE, ci_of
from nb2pipe.model.packaging import Ci, PackageSettings

LOCKS = ("", "lightgbm==4.6.0\nopencv-python==4.11\n")


def emitted(build, ci, lock="", *, reads_files=True):
    settings = PackageSettings("3.12.4", ci=ci)
    plan = build.plan(build.step("fit", "1"), reads_files=reads_files)
    return emit_package(plan, version="0.1.0", lock=lock, settings=settings).files


@pytest.mark.parametrize("reads_files", [True, False])
@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    ("ci", "path", "schema"),
    [(Ci.GITHUB, GITHUB_WORKFLOW, "vendor.github-workflows"), (Ci.GITLAB, GITLAB_PIPELINE, "vendor.gitlab-ci")],
)
def test_the_file_is_valid_by_the_schema_of_its_service(build, tmp_path, ci, path, schema, lock, reads_files):
    file = tmp_path / "ci.yml"
    file.write_bytes(emitted(build, ci, lock, reads_files=reads_files)[path])
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    if ci is Ci.GITLAB:
        command += ["--data-transform", "gitlab-ci"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    text = file.read_text()
    assert ("libgomp1" in text) is bool(lock)
    assert "3.12" in text
    assert "python -m churn --out" in text
    assert ("sample_data" in text) is reads_files
    assert "@" not in text.replace("actions/checkout@v4", "").replace("-python@v5", "").replace("-artifact@v4", "")


@pytest.mark.parametrize("ci", Ci)
def test_the_choice_can_be_told_from_the_files(build, ci):
    assert ci_of(list(emitted(build, ci))) is ci
