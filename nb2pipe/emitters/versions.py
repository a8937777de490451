"""Two exports of a package -> what differs between them, and the version that says so."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from nb2pipe.emitters.distributions import normalized
from nb2pipe.emitters.function_changes import changes_of, says_the_same
from nb2pipe.emitters.renames import renamed_steps
from nb2pipe.emitters.wording import english_list
from nb2pipe.model.manifest import Manifest, ManifestParameter, ManifestStep

LOCK = "requirements.lock"
TWIN = "notebooks/run.ipynb"
#: Files that follow from the others: they differ whenever the version does.
_DERIVED = frozenset({"pipeline.json", "CHANGELOG.md"})


class Level(IntEnum):
    """The part of the version that a difference raises."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the changelog."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Export:
    """What an export consisted of; of an old one some files may be known by their digests alone."""

    manifest: Manifest
    files: Mapping[str, bytes]

    def digest(self, path: str) -> str | None:
        """sha256 of a file; None if the export does not have it."""
        data = self.files.get(path)
        return self.manifest.files.get(path) if data is None else hashlib.sha256(data).hexdigest()


def next_version(version: str, differences: Iterable[Difference]) -> str:
    """The version after these differences: the greatest decides; without any it stays.

    >>> next_version("0.1.0", [Difference(Level.MINOR, "")])
    '0.2.0'
    """
    levels = [difference.level for difference in differences]
    if not levels:
        return version
    major, minor, patch = _numbers(version)
    if max(levels) is Level.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if max(levels) is Level.MINOR else f"{major}.{minor}.{patch + 1}"


def compare_exports(old: Export, new: Export) -> tuple[Difference, ...]:
    """Removed or retyped parameters, steps and outputs are major, added ones minor, everything else is a patch."""
    paths = {*old.manifest.files, *old.files, *new.manifest.files, *new.files} - _DERIVED
    changed = sorted(path for path in paths if old.digest(path) != new.digest(path))
    found = [*_parameters(old.manifest, new.manifest), *_steps(old, new, changed)]
    if TWIN in changed and not found:
        found.append(Difference(Level.PATCH, "The run notebook follows the notebook's text and report cells."))
    found += _definitions(old, new, changed)
    found += _copies(old, new, changed)
    if LOCK in changed:
        found.append(Difference(Level.PATCH, _dependencies(old.files.get(LOCK, b""), new.files.get(LOCK, b""))))
    if changed and not found:
        found.append(Difference(Level.PATCH, f"Renewed: {english_list(f'`{path}`' for path in changed)}."))
    return tuple(sorted(found, key=lambda difference: -difference.level))


def _numbers(version: str) -> tuple[int, int, int]:
    found = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    if found is None:
        return 0, 0, 0
    major, minor, patch = (int(part or 0) for part in found.groups())
    return major, minor, patch


def _parameters(old: Manifest, new: Manifest) -> Iterator[Difference]:
    before = {each.name: each for each in old.parameters}
    after = {each.name: each for each in new.parameters}
    for name in sorted(before.keys() - after.keys()):
        yield Difference(Level.MAJOR, f"Parameter `{name}` removed.")
    for name in sorted(after.keys() - before.keys()):
        yield Difference(
            Level.MINOR, f"Parameter `{name}` added: `{after[name].annotation}`, by default `{after[name].default}`."
        )
    for name in sorted(before.keys() & after.keys()):
        yield from _parameter(before[name], after[name])


def _parameter(old: ManifestParameter, new: ManifestParameter) -> Iterator[Difference]:
    if old.annotation != new.annotation:
        level = _level_of_retyping(old.annotation, new.annotation)
        yield Difference(level, f"Parameter `{new.name}`: `{old.annotation}` is now `{new.annotation}`.")
    if old.default != new.default:
        yield Difference(Level.PATCH, f"Parameter `{new.name}`: the default `{old.default}` is now `{new.default}`.")


def _steps(old: Export, new: Export, changed: Iterable[str]) -> Iterator[Difference]:
    before = {step.name: step for step in old.manifest.steps}
    after = {step.name: step for step in new.manifest.steps}
    gone = [step for name, step in sorted(before.items()) if name not in after]
    come = [step for name, step in sorted(after.items()) if name not in before]
    renamed = renamed_steps(gone, come, before=_modules(old, gone), after=_modules(new, come))
    yield from (Difference(Level.MAJOR, f"Step `{name}` is now called `{now}`.") for name, now in renamed.items())
    for name in (step.name for step in gone if step.name not in renamed):
        yield Difference(Level.MAJOR, f"Step `{name}` removed.")
    for name in (step.name for step in come if step.name not in renamed.values()):
        yield Difference(Level.MINOR, f"Step `{name}` added.")
    modules = frozenset(changed)
    for step in new.manifest.steps:
        if step.name in before:
            found = list(_step(before[step.name], step, old, new, modules))
            if found:
                level = max(level for level, _ in found)
                yield Difference(level, f"Step `{step.name}`: {english_list(text for _, text in found)}.")


def _modules(export: Export, steps: Iterable[ManifestStep]) -> dict[str, bytes]:
    return {step.name: export.files.get(module_path(step), b"") for step in steps}


def _step(
    before: ManifestStep, after: ManifestStep, old: Export, new: Export, changed: frozenset[str]
) -> Iterator[tuple[Level, str]]:
    if before.function != after.function:
        yield Level.MAJOR, f"`{before.function}` is now `{after.function}`"
    for name in sorted(set(before.outputs) - set(after.outputs)):
        yield Level.MAJOR, f"output `{name}` removed"
    for name in sorted(set(after.outputs) - set(before.outputs)):
        yield Level.MINOR, f"output `{name}` added"
    for name in sorted(before.output_types.keys() & after.output_types.keys()):
        was, is_now = before.output_types[name], after.output_types[name]
        if was != is_now:
            yield _level_of_retyping(was, is_now), f"output `{name}` is now `{is_now}` instead of `{was}`"
    took, takes = [{*each.inputs, *each.parameters} for each in (before, after)]
    if takes - took:
        yield Level.PATCH, f"takes {_quoted(takes - took)} as well"
    if took - takes:
        yield Level.PATCH, f"takes {_quoted(took - takes)} no more"
    path = module_path(after)
    if path in changed:
        # Hints of results are told of above.
        seen = "type hints" if before.output_types != after.output_types else ""
        for part in changes_of(_source(old, before), _source(new, after)):
            if part != seen:
                yield Level.PATCH, f"{part} changed"


def _quoted(names: Iterable[str]) -> str:
    return english_list(f"`{name}`" for name in sorted(names))


def _level_of_retyping(before: str, after: str) -> Level:
    """Another type is another contract; a hint that only says more or less than the one before is not."""
    return Level.PATCH if says_the_same(before, after) else Level.MAJOR


def module_path(step: ManifestStep) -> str:
    """The file of a step's function."""
    return f"src/{step.function.partition(':')[0].replace('.', '/')}.py"


def _source(export: Export, step: ManifestStep) -> str | None:
    """Text of a step's function and of the type of its result; None where the file is not known."""
    texts = definitions_of(export.files.get(module_path(step), b""))
    function = step.function.partition(":")[2]
    return texts.get(function) if texts else None


def definitions_of(module: bytes) -> dict[str, str]:
    """Text of every function, class and constant at a module's top level, by name."""
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return {}
    lines = module.decode(errors="replace").split("\n")
    found: dict[str, str] = {}
    for node in tree.body:
        for name in _names(node):
            start = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
            found[name] = "\n".join(lines[start - 1 : node.end_lineno])
    return found


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


def _definitions(old: Export, new: Export, changed: Iterable[str]) -> Iterator[Difference]:
    """Functions, classes and constants of the notebook that are no step."""
    steps = {step.function for export in (old, new) for step in export.manifest.steps}
    functions = {name.partition(":")[2] for name in steps}
    own = {module_path(step) for export in (old, new) for step in export.manifest.steps}
    own.add(f"src/{new.manifest.name}/library.py")
    for path in changed:
        if path not in own or path not in new.files or (path not in old.files and path in old.manifest.files):
            continue
        before, after = definitions_of(old.files.get(path, b"")), definitions_of(new.files[path])
        names = sorted(
            name
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name) and name not in functions and not name.endswith("Result")
        )
        for name, now in _renamed(before, after):
            yield Difference(Level.PATCH, f"`{name}` in `{path}` is now `{now}`.")
            names = [each for each in names if each not in (name, now)]
        if names:
            yield Difference(Level.PATCH, f"{english_list(f'`{name}`' for name in names)} in `{path}` changed.")


def _renamed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Definitions that say the same under another name."""
    new = {name: text for name, text in after.items() if name not in before}
    for name in sorted(before.keys() - after.keys()):
        same = (each for each in sorted(new) if re.sub(rf"\b{re.escape(name)}\b", each, before[name]) == new[each])
        now = next(same, None)
        if now is not None:
            del new[now]
            yield name, now


def _copies(old: Export, new: Export, changed: Iterable[str]) -> Iterator[Difference]:
    """Modules beside the notebook, of which the package has copies."""
    own = tuple(f"src/{export.manifest.name}/" for export in (old, new))
    for path in changed:
        if path.startswith("src/") and not path.startswith(own):
            verb = "added" if old.digest(path) is None else "changed" if new.digest(path) else "removed"
            yield Difference(Level.PATCH, f"`{path}`, a copy of a module beside the notebook, {verb}.")


def _dependencies(old: bytes, new: bytes) -> str:
    before, after = _pins(old), _pins(new)
    parts = [f"`{name}` {before[name]} is now {after[name]}" for name in _moved(before, after)]
    parts += [f"`{name}` {after[name]} added" for name in sorted(after.keys() - before.keys())]
    parts += [f"`{name}` removed" for name in sorted(before.keys() - after.keys())]
    return f"Dependencies: {english_list(parts)}." if parts else "`requirements.lock` renewed."


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return sorted(name for name in before.keys() & after.keys() if before[name] != after[name])


def _pins(lock: bytes) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s\\;]+)", lock.decode(errors="replace"), flags=re.MULTILINE)
    return {normalized(name): version for name, version in found}
