from __future__ import annotations

import tomllib

from nb2pipe.emitters.distributions import distribution_of, locked_names
from nb2pipe.emitters.documents import dependencies, emit_changelog, emit_pyproject, emit_readme


def test_pyproject_is_installable_metadata(build):
    plan = build.plan(name="churn_model", notebook='a "b" \\.ipynb', requirements=("sklearn", "yaml", "cv2", "pandas"))
    project = tomllib.loads(emit_pyproject(plan, version="0.2.0", lock="").decode())["project"]
    assert project["name"] == "churn-model"
    assert project["version"] == "0.2.0"
    assert project["dependencies"] == ["opencv-python", "pandas", "PyYAML", "scikit-learn"]
    assert project["scripts"] == {"churn-model": "churn_model.__main__:main"}


def test_modules_beside_the_notebook_are_no_dependencies(build):
    plan = build.plan(requirements=("sklearn", "my_helpers"))
    assert dependencies(plan, lock="scikit_learn==1.9 --hash=sha256:0\n") == ["scikit-learn"]
    assert "`my_helpers`" in emit_readme(plan, lock="scikit_learn==1.9\n").decode()


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


def test_changelog_starts_with_the_steps(build):
    text = emit_changelog(build.plan(build.step("a", "1"), build.step("b", "2")), version="0.1.0").decode()
    assert text == "# Changelog\n\n## 0.1.0\n\n- Exported from `churn.ipynb`. Steps: `a` and `b`.\n"
