from __future__ import annotations

import tomllib
from dataclasses import replace

from nb2pipe.emitters.distributions import distribution_of, locked_names
from nb2pipe.emitters.documents import dependencies, emit_pyproject, emit_readme
from nb2pipe.model.observations import Observations
from nb2pipe.model.packaging import Ci, PackageSettings


def test_pyproject_is_installable_metadata(build):
    plan = build.plan(name="churn_model", notebook='a "b" \\.ipynb', requirements=("sklearn", "yaml", "cv2", "pandas"))
    project = tomllib.loads(emit_pyproject(plan, version="0.2.0", lock="").decode())["project"]
    assert project["name"] == "churn-model"
    assert project["version"] == "0.2.0"
    assert project["dependencies"] == ["opencv-python", "pandas", "PyYAML", "scikit-learn"]
    assert project["requires-python"] == ">=3.11"
    assert project["scripts"] == {"churn-model": "churn_model.__main__:main"}


def test_modules_beside_the_notebook_are_no_dependencies(build):
    plan = build.plan(requirements=("sklearn", "my_helpers"))
    assert dependencies(plan, lock="scikit_learn==1.9 --hash=sha256:0\n") == ["scikit-learn>=1.9,<2"]
    assert "`my_helpers`" in emit_readme(plan, lock="scikit_learn==1.9\n").decode()
    without_others = build.plan(requirements=("my_helpers",))
    assert not dependencies(without_others, lock="", settings=PackageSettings(copied=("my_helpers.py",)))


def test_locked_names_are_read_off_pins():
    assert locked_names("# c\n-r x\nA.b_c==1\n  --hash=sha256:0\nd @ file:///x\n") == {"a-b-c", "d"}


def test_other_imports_are_named_as_they_are():
    assert distribution_of("pandas") == "pandas"


def test_readme_shows_steps_and_parameters(build):
    alpha = build.parameter("Alpha_1 = None", "int | None", comment="# weight | share")
    out = build.parameter("out = 'x'", "str")
    step = build.step("fit", "pass", kind="train", inputs=["X <- load"], parameters=[alpha, out], outputs=["m"])
    text = emit_readme(build.plan(step), lock="").decode()
    assert "| fit | `X` of load, `Alpha_1`, `out` | `m` | `churn.steps.train.fit` |" in text
    assert "| `--alpha-1` | `int \\| None` | `None` | weight \\| share |" in text
    assert "`--parameter-out`" in text


def test_readme_names_the_folder_of_the_run_in_ci(build):
    plan = build.plan(build.step("fit", "pass"), reads_files=True)
    assert "`sample_data/`" in emit_readme(plan, lock="").decode()
    sampled = replace(plan, observed=Observations(samples={"a.csv": b""}, golden={"steps": {}}))
    assert "`tests/data/files/`" in emit_readme(sampled, lock="").decode()
    assert "In CI" not in emit_readme(plan, lock="", settings=PackageSettings(ci=Ci.NONE)).decode()
    assert "then the pipeline, which reads no files" in emit_readme(replace(plan, reads_files=False), lock="").decode()


def test_parameters_that_differ_in_case_have_flags_of_their_own(build):
    parameters = [build.parameter("n = 1", "int"), build.parameter("N = 2", "int")]
    text = emit_readme(build.plan(build.step("fit", "pass", parameters=parameters)), lock="").decode()
    assert "| `--n` |" in text
    assert "| `--N` |" in text
    assert "`CHURN_n`" in text


def test_dependencies_are_what_the_kernel_has(build):
    plan = build.plan(requirements=("cv2", "torch", "google", "mine"))
    providers = {"cv2": ("opencv-python-headless",), "torch": ("torch",), "google": ("protobuf", "google-api-core")}
    lock = "opencv-python-headless==4.11.0.86\ntorch==2.9.0+cpu\nprotobuf==7.1\n# mine\n"
    settings = PackageSettings("3.12.4", providers)
    assert dependencies(plan, lock=lock, settings=settings) == [
        "google-api-core",
        "opencv-python-headless>=4.11.0.86,<5",
        "protobuf>=7.1,<8",
        "torch>=2.9.0,<3",
    ]


def test_well_known_names_are_known_without_the_kernel(build):
    assert dependencies(build.plan(requirements=("cv2",)), lock="numpy==2.0\n") == ["opencv-python"]
