"""A request -> the step's function called, its outputs stored, a result file written."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from json import dumps
from typing import Any

from .artifacts import dump_what_can_be, load, publish
from .captures import Describe, pick, store
from .failures import failure, print_failure
from .parameters import load_parameters
from .plain import metric, plain
from .returning import FrameKeeper
from .streams import Streams

#: The JSON document that `nb2pipe.runs.messages` writes.
Request = Mapping[str, Any]


def run_step(request: Request, describe: Describe) -> int:
    """Run the step; 0 if it succeeded, 1 if not. The result file is written in both cases."""
    result: dict[str, object] = {"python": platform.python_version(), "failure": None}
    package = request["package_folder"]
    sys.path[:0] = [os.path.join(package, "src"), request["root"]]
    try:
        os.chdir(request["root"])
        _run(request, result, describe)
    except (Exception, SystemExit) as error:  # noqa: BLE001  the user's code, which may raise anything
        result["failure"] = failure(error, package)
        print_failure(error)
    with contextlib.suppress(OSError, ValueError):  # the user's code may have closed them
        sys.stdout.flush()
        sys.stderr.flush()
    publish(request["result"], dumps(result).encode())
    return 0 if result["failure"] is None else 1


def _show_in_no_browser() -> None:
    """Let plotly's figures that a step shows open no windows, unless $PLOTLY_RENDERER says where to show them."""
    if "plotly" in sys.modules and not os.environ.get("PLOTLY_RENDERER"):
        importlib.import_module("plotly.io").renderers.default = ""


def _run(request: Request, result: dict[str, object], describe: Describe) -> None:
    package = request["package"]
    streams = Streams(request["pins"]) if request["pins"] else None
    parameters = load_parameters(package, request["overrides"], request["parameters_file"])
    result["parameters"] = {name: plain(getattr(parameters, name)) for name in request["all_parameters"]}
    module, _, name = request["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    _show_in_no_browser()
    arguments = {**_inputs(request["inputs"]), **{name: getattr(parameters, name) for name in request["parameters"]}}
    if streams is not None:
        streams.enter(request["step"])
    keeper = FrameKeeper(function.__code__) if request["capture"] else None
    outputs = _outputs(_call(function, arguments, request["is_async"], keeper), request["outputs"])
    if keeper is not None:
        capture, scopes = request["capture"], (outputs, keeper.variables(), function.__globals__)
        store(pick(capture["names"], scopes), describe, package=package, path=capture["path"])
        keeper = None  # the frame keeps everything alive
    unstored: dict[str, str] = {}
    for artifact in request["artifacts"]:
        values = {name: outputs[name] for name in artifact["names"]}
        unstored |= dump_what_can_be(values, artifact["path"], artifact["spare"])
    for reason in unstored.values():
        sys.stderr.write(f"{reason}; no step takes it\n")
    result["unstored"] = sorted(unstored)
    metrics = {name: metric(value) for name, value in outputs.items()}
    result["metrics"] = {name: value for name, value in metrics.items() if value is not None}


def _inputs(sources: Mapping[str, str]) -> dict[str, object]:
    """Arguments by name; those that are in one artifact are read together, so that they share what they shared."""
    artifacts = {path: load(path) for path in dict.fromkeys(sources.values())}
    return {name: artifacts[path][name] for name, path in sources.items()}


def _call(
    function: Callable[..., Any], arguments: Mapping[str, object], is_async: bool, keeper: FrameKeeper | None
) -> object:
    with keeper or contextlib.nullcontext():
        returned = function(**arguments)
    if not is_async:
        return returned
    if keeper is not None:
        keeper.keep(returned.cr_frame)
    return asyncio.run(returned)


def _outputs(returned: Any, names: Sequence[str]) -> dict[str, object]:
    if len(names) < 2:
        return dict.fromkeys(names, returned)
    if not isinstance(returned, tuple) or len(returned) != len(names):
        raise TypeError(f"returned {type(returned).__name__}, not {len(names)} values: {', '.join(names)}")
    return {name: returned[i] for i, name in enumerate(names)}
