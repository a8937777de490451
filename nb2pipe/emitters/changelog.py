"""Differences -> an entry of CHANGELOG.md, above those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nb2pipe.emitters.versions import Difference
from nb2pipe.emitters.wording import english_list
from nb2pipe.model.plan import PipelinePlan

CHANGELOG = "CHANGELOG.md"
_ENTRY = re.compile(r"^## ", re.MULTILINE)


def emit_changelog(plan: PipelinePlan, *, version: str) -> bytes:
    """The first entry: what there is."""
    steps = english_list(f"`{step.name}`" for step in plan.steps) if plan.steps else "none"
    return f"# Changelog\n\n## {version}\n\n- Exported from `{plan.notebook}`. Steps: {steps}.\n".encode()


def add_entry(changelog: bytes, *, version: str, differences: Iterable[Difference]) -> bytes:
    """The changelog with a new entry on top, if it is not there; what people wrote into it stays as it is."""
    text = changelog.decode("utf-8", "surrogateescape")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [f"## {version}", "", *(f"- {difference.text}" for difference in differences), "", ""]
    first = _ENTRY.search(text)
    at = first.start() if first else len(text)
    entry = newline.join(lines)
    if text[at:].startswith(entry):
        return changelog
    gap = "" if first or not text else newline if text.endswith("\n") else newline * 2
    return (text[:at] + gap + entry + text[at:]).encode("utf-8", "surrogateescape")
