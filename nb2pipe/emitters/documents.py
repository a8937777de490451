"""PipelinePlan -> the package's pyproject.toml, README.md and CHANGELOG.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from nb2pipe.emitters.boilerplate.main import OWN_OPTIONS
from nb2pipe.emitters.distributions import distribution_of, locked_names, normalized
from nb2pipe.emitters.wording import english_list
from nb2pipe.model.plan import Parameter, PipelinePlan, Step

_PATHS = """Relative paths mean the folder in which the pipeline is started. `--out` gets the outputs of every step as
pickles, and the plain values among them as `results.json`."""
_FILES = """`pipeline.json` says which cells of the notebook each step came from; `notebooks/run.ipynb` is the
notebook over the package's steps, for papermill; `pytest` runs the tests."""


def emit_pyproject(plan: PipelinePlan, *, version: str, lock: str) -> bytes:
    """A src layout for hatchling, with the notebook's imports as dependencies and a command."""
    command = plan.name.replace("_", "-")
    lines = [
        "[build-system]",
        'requires = ["hatchling"]',
        'build-backend = "hatchling.build"',
        "",
        "[project]",
        f"name = {_toml(command)}",
        f"version = {_toml(version)}",
        f"description = {_toml(_description(plan))}",
        'readme = "README.md"',
        'requires-python = ">=3.10"',
        *_toml_list("dependencies", dependencies(plan, lock=lock)),
        "",
        "[project.optional-dependencies]",
        'test = ["pytest", "nbval", "ipykernel"]',
        "",
        "[project.scripts]",
        f"{command} = {_toml(f'{plan.name}.__main__:main')}",
        "",
        "[tool.hatch.build.targets.wheel]",
        f"packages = [{_toml(f'src/{plan.name}')}]",
        "",
        "[tool.pytest.ini_options]",
        'pythonpath = ["src", "tests"]',
        'testpaths = ["tests"]',
        "",
        "[tool.ruff]",
        "line-length = 100",
        "",
    ]
    return "\n".join(lines).encode()


def dependencies(plan: PipelinePlan, *, lock: str) -> list[str]:
    """Distributions of what is imported; those that the lock does not know are modules beside the notebook."""
    locked = locked_names(lock)
    names = {distribution_of(root) for root in plan.requirements}
    return sorted((name for name in names if not locked or normalized(name) in locked), key=str.lower)


def emit_readme(plan: PipelinePlan, *, lock: str) -> bytes:
    """What the package is, its steps and parameters, and how to run it."""
    known = set(dependencies(plan, lock=lock))
    local = sorted(root for root in plan.requirements if distribution_of(root) not in known)
    blocks = [
        f"# {_title(plan)}",
        f"{_description(plan)}. Made by nb2pipe; runs without it.",
        "## Run",
        _fenced(["pip install -r requirements.lock", "pip install --no-deps .", *_commands(plan)]),
        _PATHS,
    ]
    if local:
        names = english_list(f"`{root}`" for root in local)
        blocks.append(f"Imported, but of no known distribution: {names}. Keep them importable, or add them to `src/`.")
    blocks += ["## Steps", _step_table(plan)]
    if plan.parameters:
        blocks += [
            "## Parameters",
            _table(("parameter", "type", "default", ""), [_parameter_row(each) for each in plan.parameters]),
            f"Flags win over environment variables (`{plan.name.upper()}_{plan.parameters[0].name.upper()}`).",
        ]
    blocks += [
        "## Files",
        _FILES,
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def emit_changelog(plan: PipelinePlan, *, version: str) -> bytes:
    """The first entry: what there is."""
    steps = english_list(f"`{step.name}`" for step in plan.steps) if plan.steps else "none"
    return f"# Changelog\n\n## {version}\n\n- Exported from `{plan.notebook}`. Steps: {steps}.\n".encode()


def _commands(plan: PipelinePlan) -> list[str]:
    run = f"python -m {plan.name} --out runs/1"
    simple = [each for each in plan.parameters if each.annotation in ("int", "float", "str") and not each.derived_from]
    if not simple:
        return [run]
    return [run, f"python -m {plan.name} --out runs/2 {_flag(simple[0])} {simple[0].default}"]


def _flag(parameter: Parameter) -> str:
    flag = f"--{parameter.name.lower().replace('_', '-').strip('-')}"
    return f"--parameter-{parameter.name}" if flag in OWN_OPTIONS else flag


def _step_table(plan: PipelinePlan) -> str:
    return _table(("step", "takes", "gives", "where"), [_step_row(plan, step) for step in plan.steps])


def _step_row(plan: PipelinePlan, step: Step) -> tuple[str, ...]:
    taken = [f"`{each.name}` of {each.source}" for each in step.inputs]
    taken += [f"`{each.name}`" for each in step.parameters]
    given = [f"`{output.name}`" for output in step.outputs]
    return (step.name, ", ".join(taken), ", ".join(given), f"`{plan.name}.steps.{step.kind}.{step.function}`")


def _parameter_row(parameter: Parameter) -> tuple[str, ...]:
    comment = " ".join(line.strip().lstrip("#:").strip() for line in parameter.comment.splitlines())
    return (f"`{_flag(parameter)}`", f"`{parameter.annotation}`", f"`{parameter.default}`", comment)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(" ".join(c.replace("|", "\\|").split()) for c in row) + " |" for row in lines)


def _fenced(lines: Iterable[str]) -> str:
    return "\n".join(["```sh", *lines, "```"])


def _title(plan: PipelinePlan) -> str:
    return " ".join(plan.title.split()) or plan.name


def _description(plan: PipelinePlan) -> str:
    return f"The pipeline of the notebook {plan.notebook}"


def _toml(text: str) -> str:
    """A TOML basic string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml_list(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key} = [", *(f"  {_toml(value)}," for value in values), "]"] if values else [f"{key} = []"]
