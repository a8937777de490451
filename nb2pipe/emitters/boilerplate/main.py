"""`src/NAME/__main__.py`: the command line."""

from __future__ import annotations

#: Flags that no parameter can have.
OWN_OPTIONS = frozenset({"--contracts", "--out", "--list", "--help", "--version"})

MAIN = '''"""Run the pipeline: `python -m PACKAGE --help`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import re
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from PACKAGE import __version__
from PACKAGE.artifacts import forget, save, save_results, scalars
from PACKAGE.checks import ParameterError, hint_name
from PACKAGE.contracts import CONTRACTS
from PACKAGE.parameters import Parameters
from PACKAGE.pipeline import STEPS, Step, run
from PACKAGE.schemas import ContractError, violations

_ENVIRONMENT = "PACKAGE".upper()
#: Keeps a parameter apart from an option of that name.
_PREFIX = "parameter "
_OWN_OPTIONS = {"--contracts", "--help", "--list", "--out", "--version"}
_MOST_WARNINGS = 5
_LONGEST_DEFAULT = 60
_NEGATIVE = re.compile(r"-(\\d[\\d_]*\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?|-inf|-nan", re.IGNORECASE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the pipeline; 0 if it succeeded, 1 if a step failed, 2 for senseless arguments."""
    _draw_without_windows()
    texts = sys.argv[1:] if arguments is None else arguments
    parser = _parser(tells_defaults=not {"-h", "--help"}.isdisjoint(texts))
    known, unknown = parser.parse_known_args(_with_numbers(texts))
    if unknown:
        parser.error(_unknown(parser, unknown[0]))
    options = vars(known)
    if options.pop("list"):
        _print_steps()
        return 0
    out = options.pop("out")
    contracts = options.pop("contracts")
    given = {key.removeprefix(_PREFIX): text for key, text in options.items()}
    environment = _from_environment()
    try:
        parameters = Parameters.from_strings({**environment, **given})
    except ParameterError as error:
        name = str(error).partition(":")[0]
        is_variable = name in environment and name not in given
        parser.error(f"{error}, from ${_variable(name)}" if is_variable else str(error))
    try:
        folder = _writable(out) if out else None
    except OSError as error:
        parser.error(f"argument --out: {out}: {error.strerror}")
    try:
        with _claimed(folder):
            return _run(parameters, folder, contracts)
    except BlockingIOError:
        parser.error(f"argument --out: another run is writing into {out}")


def _writable(out: str) -> Path:
    """The folder, made before anything runs: a run may take hours."""
    folder = Path(out).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if (folder / "results.json").exists():
        print(f"PACKAGE: replaces the results of an earlier run in {out}", file=sys.stderr)
    return folder


@contextlib.contextmanager
def _claimed(folder: Path | None) -> Iterator[None]:
    """Keep a second run out of the folder while this one lasts, where the system has locks."""
    if folder is None or fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return  # a file system without locks


def _with_numbers(arguments: Sequence[str]) -> list[str]:
    """`--rate -1e-3` as `--rate=-1e-3`, for argparse takes such a number for a flag."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1].startswith("--") and "=" not in joined[-1] and _NEGATIVE.fullmatch(argument):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _draw_without_windows() -> None:
    """Let figures need no display, unless $MPLBACKEND or $PLOTLY_RENDERER names one."""
    if os.environ.setdefault("MPLBACKEND", "Agg") == "Agg" and "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use("Agg")
    if "plotly" in sys.modules and not os.environ.get("PLOTLY_RENDERER"):
        import_module("plotly.io").renderers.default = ""


def _run(parameters: Parameters, out: Path | None, contracts: str) -> int:
    finished: list[tuple[Step, float]] = []
    if out is not None:
        forget(out, STEPS)

    def on_step(step: Step, outputs: dict[str, Any], seconds: float) -> None:
        _check(step, outputs, contracts)
        for name, reason in save(out, step, outputs).items() if out is not None else ():
            print(f"{step.name}: {name!r} cannot be stored ({reason})", file=sys.stderr)
        finished.append((step, seconds))
        print(f"[{len(finished)}/{len(STEPS)}] {step.name}  {seconds:.2f} s", file=sys.stderr)

    start = time.perf_counter()
    try:
        results = run(parameters, on_step=on_step)
        if out is not None:
            save_results(out, results)
    except KeyboardInterrupt:
        print("PACKAGE: interrupted", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  # whatever a step raises
        _print_failure(error, STEPS[min(len(finished), len(STEPS) - 1)] if STEPS else None)
        return 1
    _print_results(finished, results, time.perf_counter() - start)
    return 0


def _check(step: Step, outputs: dict[str, Any], mode: str) -> None:
    """Tell which contracts the outputs break, or end the run with the first of them."""
    broken = violations(CONTRACTS.get(step.name, {}), outputs) if mode != "off" else []
    if broken and mode == "error":
        raise ContractError("; ".join(broken))
    for each in broken[:_MOST_WARNINGS]:
        print(f"{step.name}: contract: {each}", file=sys.stderr)
    if len(broken) > _MOST_WARNINGS:
        print(f"{step.name}: contract: {len(broken) - _MOST_WARNINGS} more", file=sys.stderr)


def _print_results(finished: list[tuple[Step, float]], results: dict[str, dict[str, Any]], seconds: float) -> None:
    width = max(len(name) for name in ("total", *(step.name for step, _ in finished)))
    for step, taken in finished:
        print(f"{step.name:<{width}}  {taken:8.2f} s")
        for name, value in scalars(results[step.name]).items():
            print(f"{'':<{width}}  {name} = {value!r}")
    print(f"{'total':<{width}}  {seconds:8.2f} s")


def _print_failure(error: Exception, step: Step | None) -> None:
    """The frames of this package and the innermost one, not those between."""
    frames = traceback.extract_tb(error.__traceback__)
    here = str(Path(__file__).parent)
    shown = [frame for frame in frames if frame.filename.startswith(here) or frame is frames[-1]]
    print("Traceback (shortened, most recent call last):", file=sys.stderr)
    print("".join(traceback.format_list(shown)), end="", file=sys.stderr)
    print("".join(traceback.format_exception_only(error)), end="", file=sys.stderr)
    print(f"PACKAGE: the step {step.name!r} failed" if step else "PACKAGE failed", file=sys.stderr)


def _print_steps() -> None:
    flags = _flags()
    for step in STEPS:
        takes = [f"{name} (from {source})" for name, source in step.inputs.items()]
        takes += [flags[name][-1] for name in step.parameters]
        gives = ", ".join(step.outputs)
        print(f"{step.name}: {', '.join(takes) or 'nothing'} -> {gives or 'nothing'}")


def _parser(*, tells_defaults: bool) -> argparse.ArgumentParser:
    """The options; a default may be drawn, read or timed, so that only the help computes them."""
    parser = argparse.ArgumentParser(prog="PACKAGE", description="Run the pipeline.", allow_abbrev=False)
    parser.add_argument("--out", metavar="DIR", help="write the outputs of every step into this folder")
    modes = ("warn", "error", "off")
    parser.add_argument("--contracts", choices=modes, default="warn", help="what a broken contract does")
    parser.add_argument("--list", action="store_true", help="print the steps and exit")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    flags = _flags()
    taken = _OWN_OPTIONS.union(*flags.values())
    defaults = Parameters() if tells_defaults else None
    for each in fields(Parameters):
        text = _described(each.name, hint_name(each.type), getattr(defaults, each.name, None))
        options: dict[str, Any] = {"dest": _PREFIX + each.name, "default": argparse.SUPPRESS}
        if each.type is not bool:
            parser.add_argument(*flags[each.name], metavar="VALUE", help=text, **options)
            continue
        parser.add_argument(*flags[each.name], nargs="?", const="true", metavar="VALUE", help=text, **options)
        opposite = [f"--no-{flag[2:]}" for flag in flags[each.name]]
        if free := [flag for flag in opposite if flag not in taken]:
            parser.add_argument(*free, action="store_const", const="false", help="the opposite", **options)
    return parser


def _described(name: str, hint: str, default: Any) -> str:
    """The help of a parameter; argparse takes `%` for the start of a placeholder."""
    shown = repr(default)
    shown = shown if len(shown) <= _LONGEST_DEFAULT else f"{shown[:_LONGEST_DEFAULT]}…"
    return f"{hint}, by default {shown}; also ${_variable(name)}".replace("%", "%%")


def _unknown(parser: argparse.ArgumentParser, argument: str) -> str:
    flags = [flag for action in parser._actions for flag in action.option_strings]
    close = get_close_matches(argument.partition("=")[0], flags, n=1)
    return f"no option {argument!r}." + (f" Did you mean {close[0]!r}?" if close else "")


def _flags() -> dict[str, list[str]]:
    """The flags of every parameter; one that is called like an option of ours has another.

    The name as it is written is never a flag of another parameter: `N` leaves `--n` to `n`.
    """
    names = [each.name for each in fields(Parameters)]
    flags: dict[str, list[str]] = {}
    for name in names:
        others = {f"--{other}" for other in names if other != name}
        flags[name] = _free_flags(name, others.union(_OWN_OPTIONS, *flags.values()))
    return flags


def _free_flags(name: str, taken: set[str]) -> list[str]:
    """`--test-size` and `--test_size`, whatever of them is free; they are taken then."""
    wanted = dict.fromkeys([f"--{name.lower().replace('_', '-').strip('-')}", f"--{name}"])
    free = [flag for flag in wanted if flag not in taken and flag != "--"] or [f"--parameter-{name}"]
    taken.update(free)
    return free


def _from_environment() -> dict[str, str]:
    variables = {each.name: _variable(each.name) for each in fields(Parameters)}
    return {name: os.environ[variable] for name, variable in variables.items() if variable in os.environ}


def _variable(name: str) -> str:
    """The environment variable of a parameter, in capitals unless that is another one's as well."""
    same = [each.name for each in fields(Parameters) if each.name.upper() == name.upper()]
    return f"{_ENVIRONMENT}_{name.upper() if len(same) < 2 else name}"


if __name__ == "__main__":
    sys.exit(main())
'''
