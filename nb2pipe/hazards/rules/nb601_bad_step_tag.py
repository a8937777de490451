"""NB601: a tag begins with `step:` and is no step tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Fix, Retagging, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import Cell, CellType, StepKind, parse_step_tag

_ROLES = ("report", "skip")
_KINDS = tuple(kind.value for kind in StepKind)


#: Two letters swapped in a short word are nearer than this; another word is not.
_CLOSE_ENOUGH = 0.75


class BadStepTag(Rule):
    """A tag begins with `step:`, but has an unknown kind or a name that is no name.

    The cell would be left out of the pipeline without a word.

    Tags are `step:data`, `step:feature`, `step:train`, `step:serve`, with a name if there are several steps of a kind
    (`step:train:baseline`; lower case letters, digits and `_`, beginning with a letter), `step:report` and `step:skip`.

    `nb2pipe fix` spells a tag right that can only mean one (`step:Train` or `step:trian`, `step:data:Load-It`).
    """

    code = RuleCode("NB601")
    name = "bad-step-tag"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("x = 1", "step:data"), cell("y = x", "step:train:base_line2")),
        notebook(cell("x = 1", "step:report"), cell("y = 1", "step:skip", "parameters", "remove-input")),
        notebook(cell("x = 1", "steps:data", "mystep:x")),
    )
    INVALID = (
        notebook(cell("x = 1", "step:banana")),
        notebook(cell("x = 1", "step:data:Load-It")),
        notebook(cell("x = 1", "step:report:figures")),
        notebook(cell("x = 1", "step:")),
        notebook(cell("x = 1", " Step:Data")),
        notebook(cell("x = 1", "Parameters")),
        notebook(cell("x = 1", "step:data:a:b")),
    )
    FIXED = (
        (notebook(cell("x = 1", "mine", "step:Trian")), notebook(cell("x = 1", "mine", "step:train"))),
        (notebook(cell("x = 1", "step:data:Load-It")), notebook(cell("x = 1", "step:data:load_it"))),
        (notebook(cell("x = 1", "Step:Report ")), notebook(cell("x = 1", "step:report"))),
        (notebook(cell("x = 1", "step:reports")), notebook(cell("x = 1", "step:report"))),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each bad tag of a code cell."""
        for parsed in context.notebook.cells:
            if parsed.type is not CellType.CODE:
                continue
            for tag in parsed.tags:
                is_step = tag.strip().lower().startswith("step:")
                if is_step and parse_step_tag(tag) is None and tag not in {f"step:{role}" for role in _ROLES}:
                    message, hint = _explain(tag)
                    yield self.found(parsed.index, message=message, hint=hint, blocks=True, fix=_respell(parsed, tag))
                elif tag != "parameters" and tag.strip().lower() == "parameters":
                    yield self.found(
                        parsed.index,
                        message=f"the tag `{tag}` marks no parameters",
                        hint="write `parameters`",
                        severity=Severity.WARNING,
                    )


def _explain(tag: str) -> tuple[str, str]:
    plain = tag.strip().lower()
    if tag != plain and (parse_step_tag(plain) is not None or plain[5:] in _ROLES):
        return f"the tag `{tag}` is no step tag: those are lower case, without spaces", f"did you mean `{plain}`?"
    kind, _, name = tag.strip()[5:].partition(":")
    if kind in _ROLES:
        return f"the tag `{tag}` has a name, but `step:{kind}` takes none", f"write `step:{kind}`"
    if kind not in _KINDS:
        import difflib

        if close := difflib.get_close_matches(kind.lower(), (*_KINDS, *_ROLES), 1):
            hint = f"did you mean `step:{close[0]}`?"
        elif parse_step_tag(meant := f"step:{_KINDS[0]}:{kind}"):
            hint = f"a step's name follows its kind, as in `{meant}`"
        else:
            hint = "choose one of them"
        return f"the tag `{tag}` has an unknown kind; known: {quoted((*_KINDS, *_ROLES))}", hint
    return (
        f"the tag `{tag}` has a bad name, `{name}`",
        "a name is lower case letters, digits and `_`, and begins with a letter",
    )


def _respell(cell: Cell, tag: str) -> Fix | None:
    """The tag that was meant, unless the cell has another tag that says what it is."""
    import difflib

    kind, _, name = tag.strip()[5:].strip().partition(":")
    close = difflib.get_close_matches(kind.strip().lower(), (*_KINDS, *_ROLES), 2, _CLOSE_ENOUGH)
    plain = re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_") if name.isascii() else ""
    if len(close) != 1 or (close[0] in _ROLES and name):
        return None
    meant = f"step:{close[0]}:{plain}" if name else f"step:{close[0]}"
    if close[0] not in _ROLES and parse_step_tag(meant) is None:
        return None
    others = [other for other in cell.tags if other != tag]
    if any(other == "parameters" or (other.startswith("step:") and other != meant) for other in others):
        return None
    tags = tuple(dict.fromkeys(meant if other == tag else other for other in cell.tags))
    return Fix(f"write `{meant}`", tags=(Retagging(cell.index, tags),))
