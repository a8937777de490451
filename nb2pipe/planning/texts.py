"""Parameters that are expressions: `df.query(condition)`, where a run may give another condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from nb2pipe.model.findings import Finding
from nb2pipe.model.plan import Step
from nb2pipe.planning.notices import text_notice
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

_METHODS = frozenset({"query", "eval"})


def texts_of_parameters(steps: Sequence[Step]) -> Iterator[Finding]:
    """Each parameter whose text a step evaluates over its own variables, once for each step."""
    for step in steps:
        found: dict[str, Finding] = {}
        given = {each.name for each in step.parameters}
        for fragment in step.body:
            for call in (each for node in fragment.statements for each in walk(node) if isinstance(each, cst.Call)):
                first = call.args[0].value if call.args else None
                is_text = isinstance(call.func, cst.Attribute) and called_name(call) in _METHODS
                names = {arg.keyword.value for arg in call.args if arg.keyword is not None}
                if is_text and isinstance(first, cst.Name) and first.value in given and "local_dict" not in names:
                    known = [*(each.name for each in step.inputs), *given - {first.value}]
                    notice = text_notice(fragment.cell, first.value, called_name(call), step.name, sorted(known))
                    found.setdefault(first.value, notice)
        yield from found.values()
