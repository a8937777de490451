"""A saved notebook or a package -> the form in which a run of it is started."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Literal

from nb2pipe.errors import Refused
from nb2pipe.server.answers.documents import to_wire_findings
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import exporting as wire
from nb2pipe.service.desk import Desk
from nb2pipe.service.live import package_parameters, plan_live
from nb2pipe.service.source import load_notebook

_Field = Literal["integer", "number", "text", "string", "boolean"]
_FIELDS: dict[str, _Field] = {"int": "integer", "float": "number", "str": "string", "bool": "boolean"}


def list_parameters(task: Task, desk: Desk) -> wire.Parameters | wire.Refusal:
    """The fields of the form, with the defaults."""
    if Path(task.path).is_dir():
        return wire.Parameters(
            parameters=[
                _field(given.name, given.annotation, given.default, comment="")
                for given in package_parameters(task.path)
            ]
        )
    notebook = load_notebook(task.path)
    _, _, plan = plan_live(notebook, desk)
    if isinstance(plan, Refused):
        name = Path(task.path).relative_to(task.root).as_posix()
        message = str(plan).replace(task.path, name)
        return wire.Refusal(message=message, findings=to_wire_findings(plan.findings, notebook))
    return wire.Parameters(
        parameters=[
            _field(given.name, given.annotation, given.default, comment=given.comment) for given in plan.parameters
        ]
    )


def _field(name: str, annotation: str, default: str, *, comment: str) -> wire.Parameter:
    members = [member.strip() for member in annotation.split("|")]
    others = [member for member in members if member != "None"]
    return wire.Parameter(
        name=name,
        annotation=annotation,
        field=_FIELDS.get(others[0], "text") if len(others) == 1 else "text",
        optional=len(others) < len(members),
        default=default,
        value=_literal(default),
        comment=comment,
    )


def _literal(default: str) -> bool | int | float | str | None:
    try:
        value = ast.literal_eval(default)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, (bool, int, float, str)) else None
