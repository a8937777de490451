"""PipelinePlan -> the package's pyproject.toml and README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from nb2pipe.emitters.boilerplate.main import OWN_OPTIONS
from nb2pipe.emitters.ci import SAMPLE_DATA, samples_folder
from nb2pipe.emitters.distributions import distribution_of, locked_names, locked_versions, normalized
from nb2pipe.emitters.wording import english_list
from nb2pipe.model.packaging import Ci, PackageSettings
from nb2pipe.model.plan import Parameter, PipelinePlan, Step

_DEFAULT = PackageSettings()
_PATHS = """Relative paths mean the folder in which the pipeline is started. `--out` gets the outputs of every step as
pickles, and the plain values among them as `results.json`."""
_FILES = """`pipeline.json` says which cells of the notebook each step came from; `notebooks/run.ipynb` is the
notebook over the package's steps, for papermill. `pip install -e ".[test]"`, then `pytest`, runs the tests. `.nb2pipe/`
holds the last export: keep it in version control, so that the next one can be merged with what was edited since."""
_IN_CI = "In CI the pipeline runs on what lies in `{}/`, with the paths that it has here."
_IN_CI_LATER = "CI runs the tests, and the pipeline too once there is data in `{}/`, with the paths that it has here."
#: Files with longer names have a digest in them.
_LONGEST_STEM = 80


def emit_pyproject(plan: PipelinePlan, *, version: str, lock: str, settings: PackageSettings = _DEFAULT) -> bytes:
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
        f'requires-python = ">={settings.minor_python}"',
        *_toml_list("dependencies", dependencies(plan, lock=lock, settings=settings)),
        "",
        "[project.optional-dependencies]",
        'test = ["pytest", "nbval", "ipykernel"]',
        "",
        "[project.scripts]",
        f"{command} = {_toml(f'{plan.name}.__main__:main')}",
        "",
        "[tool.hatch.build.targets.wheel]",
        f"packages = [{', '.join(_toml(f'src/{each}') for each in (plan.name, *settings.copied))}]",
        "",
        "[tool.pytest.ini_options]",
        'pythonpath = ["src", "tests"]',
        'testpaths = ["tests"]',
        "",
        "[tool.ruff]",
        "line-length = 100",
        "# The cells of the run notebook are those of the notebook, word for word.",
        *_excluded(settings),
        "",
        "[tool.mypy]",
        'files = ["src"]',
        "# Many libraries of notebooks come without type hints.",
        'disable_error_code = ["import-untyped"]',
        "# Cells give names to values of other types.",
        "allow_redefinition = true",
        "",
        *_derived_is_immutable(plan),
    ]
    return "\n".join(lines).encode()


def _excluded(settings: PackageSettings) -> list[str]:
    """Files that no formatter changes: they are the user's own."""
    paths = ["*.ipynb", *(f"src/{each}" for each in settings.copied)]
    comment = ["# So are the modules that lie beside it."] if settings.copied else []
    return [*comment, f"extend-exclude = [{', '.join(map(_toml, paths))}]"]


def _derived_is_immutable(plan: PipelinePlan) -> list[str]:
    """Linters warn of calls in a dataclass's defaults, which its instances share."""
    if not any(each.derived_from for each in plan.parameters):
        return []
    return ["[tool.ruff.lint.flake8-bugbear]", f'extend-immutable-calls = ["{plan.name}.checks.derived"]', ""]


def dependencies(plan: PipelinePlan, *, lock: str, settings: PackageSettings = _DEFAULT) -> list[str]:
    """What the notebook imports, from the version that its kernel has up to the next major one."""
    versions = locked_versions(lock)
    # What the notebook can do without, and its kernel does without, would only add to what may fail to install.
    wanted = [
        root for root in plan.requirements if root in settings.providers or root not in plan.optional_requirements
    ]
    names = {normalized(name): name for root in wanted for name in distributions_of(root, lock, settings)}
    return [_bounded(names[key], versions.get(key)) for key in sorted(names)]


def distributions_of(root: str, lock: str, settings: PackageSettings) -> tuple[str, ...]:
    """Distributions that provide an import root; none for a module beside the notebook."""
    if root in settings.providers:
        return settings.providers[root]
    if root in {each.removesuffix(".py") for each in settings.copied}:
        return ()
    known = distribution_of(root)
    return (known,) if known != root or not lock or normalized(known) in locked_names(lock) else ()


def _bounded(name: str, version: str | None) -> str:
    found = re.match(r"(\d+)(\.\d+)*", version or "")
    return f"{name}>={found.group()},<{int(found[1]) + 1}" if found else name


def emit_readme(
    plan: PipelinePlan, *, lock: str, settings: PackageSettings = _DEFAULT, system: Sequence[str] = ()
) -> bytes:
    """What the package is, its steps and parameters, and how to run it; `system` are Debian packages that it needs."""
    copied = {each.removesuffix(".py") for each in settings.copied}
    unknown = {root for root in plan.requirements if not distributions_of(root, lock, settings)} - copied
    local = sorted(root for root in unknown if root not in plan.optional_requirements)
    blocks = [
        f"# {_title(plan)}",
        f"{_description(plan)}. Made by nb2pipe; runs without it.",
        "## Run",
        _fenced(["pip install -r requirements.lock", "pip install --no-deps .", *_commands(plan)]),
        _PATHS,
    ]
    if settings.copied:
        names = english_list(f"`src/{each}`" for each in settings.copied)
        blocks.append(f"{names}: what the notebook imports from its own folder, as it was there at the last export.")
    if local:
        names = english_list(f"`{root}`" for root in local)
        blocks.append(f"Imported, but of no known distribution: {names}. Keep them importable, or add them to `src/`.")
    if system:
        names = english_list(f"`{name}`" for name in system)
        blocks.append(f"The system must have {names}, by the names of Debian's packages.")
    blocks += ["## Steps", _step_table(plan)]
    if plan.parameters:
        blocks += [
            "## Parameters",
            _table(("parameter", "type", "default", ""), [_parameter_row(each, plan) for each in plan.parameters]),
            f"Flags win over environment variables (`{_variable(plan.parameters[0], plan)}`).",
        ]
    blocks += _served(plan)
    blocks += [
        "## Files",
        _FILES,
    ]
    if settings.ci is not Ci.NONE:
        blocks.append(_in_ci(samples_folder(plan)))
    return ("\n\n".join(blocks) + "\n").encode()


def _in_ci(folder: str | None) -> str:
    if folder is None:
        return "CI runs the tests, and then the pipeline, which reads no files."
    return (_IN_CI_LATER if folder == SAMPLE_DATA else _IN_CI).format(folder)


def _served(plan: PipelinePlan) -> list[str]:
    """How to call a function that a step returns; nothing where its file has no plain name."""
    for step in plan.steps:
        for name in (output.name for output in step.outputs if output.binds is not None):
            stem = "+".join(next(group for group in step.artifacts if name in group))
            if stem.isascii() and len(stem) <= _LONGEST_STEM:
                place = f"runs/1/artifacts/{step.name}/{stem}.pkl"
                lines = ["import pickle", "", f'with open("{place}", "rb") as file:']
                lines += [f'    {name} = pickle.load(file)["{name}"]']
                text = f"After a run, `{name}` can be called wherever this package is installed in the same version:"
                return ["## Serve", text, _fenced(lines, "python")]
    return []


def _commands(plan: PipelinePlan) -> list[str]:
    run = f"python -m {plan.name} --out runs/1"
    simple = [each for each in plan.parameters if each.annotation in ("int", "float", "str") and not each.derived_from]
    if not simple:
        return [run]
    simple.sort(key=lambda each: each.annotation == "str")
    return [run, f"python -m {plan.name} --out runs/2 {_flag(simple[0], plan)} {simple[0].default}"]


def _flag(parameter: Parameter, plan: PipelinePlan) -> str:
    flag = _readable_flag(parameter.name)
    if any(_readable_flag(other.name) == flag for other in plan.parameters if other is not parameter):
        flag = f"--{parameter.name}"
    return f"--parameter-{parameter.name}" if flag in OWN_OPTIONS else flag


def _readable_flag(name: str) -> str:
    return f"--{name.lower().replace('_', '-').strip('-')}"


def _variable(parameter: Parameter, plan: PipelinePlan) -> str:
    same = [each for each in plan.parameters if each.name.upper() == parameter.name.upper()]
    return f"{plan.name.upper()}_{parameter.name.upper() if len(same) < 2 else parameter.name}"


def _step_table(plan: PipelinePlan) -> str:
    return _table(("step", "takes", "gives", "where"), [_step_row(plan, step) for step in plan.steps])


def _step_row(plan: PipelinePlan, step: Step) -> tuple[str, ...]:
    taken = [f"`{each.name}` of {each.source}" for each in step.inputs]
    taken += [f"`{each.name}`" for each in step.parameters]
    given = [f"`{output.name}`" for output in step.outputs]
    return (step.name, ", ".join(taken), ", ".join(given), f"`{plan.name}.steps.{step.kind}.{step.function}`")


def _parameter_row(parameter: Parameter, plan: PipelinePlan) -> tuple[str, ...]:
    comment = " ".join(line.strip().lstrip("#:").strip() for line in parameter.comment.splitlines())
    return (f"`{_flag(parameter, plan)}`", f"`{parameter.annotation}`", f"`{parameter.default}`", comment)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(" ".join(c.replace("|", "\\|").split()) for c in row) + " |" for row in lines)


def _fenced(lines: Iterable[str], language: str = "sh") -> str:
    return "\n".join([f"```{language}", *lines, "```"])


def _title(plan: PipelinePlan) -> str:
    return " ".join(plan.title.split()) or plan.name


def _description(plan: PipelinePlan) -> str:
    return f"The pipeline of the notebook {plan.notebook}"


def _toml(text: str) -> str:
    """A TOML basic string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml_list(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key} = [", *(f"  {_toml(value)}," for value in values), "]"] if values else [f"{key} = []"]
