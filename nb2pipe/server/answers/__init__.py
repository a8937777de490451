"""What an analyst does for each task: the request's JSON and its confined path in, the answer's message out.

Its desk is what it remembers from one task to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nb2pipe.server.answers.checking import check, list_rules, suggest
from nb2pipe.server.answers.exporting import export, preview
from nb2pipe.server.answers.fixing import fix
from nb2pipe.server.answers.graph import draw_graph
from nb2pipe.server.answers.parameters import list_parameters
from nb2pipe.server.frames import Task
from nb2pipe.server.wire.base import Message
from nb2pipe.service.desk import Desk

#: By the names of the tasks.
ANSWERS: Mapping[str, Callable[[Task, Desk], Message]] = {
    "check": check,
    "export": export,
    "fix": fix,
    "graph": draw_graph,
    "parameters": list_parameters,
    "preview": preview,
    "rules": list_rules,
    "suggest": suggest,
}
