"""Rule -> its page of documentation, in Markdown: what `docs/rules/` holds and `check --explain` shows."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from nb2pipe.hazards.rule import Example, Rule

_QUIET = (
    "`# nb2pipe: ignore[{code}] reason` in the cell, or `nb2pipe check --ignore {code}`. A finding that makes a "
    "faithful conversion impossible cannot be kept quiet."
)


def render_page(rule: Rule) -> str:
    """The page of one rule."""
    parts = [
        f"# {rule.code} {rule.name}",
        f"Severity: {rule.severity}, unless said otherwise below.{'' if rule.is_default else ' Off by default.'}",
        inspect.getdoc(type(rule)) or "",
        "## Found",
        *(_render_example(example) for example in rule.INVALID),
        "## Not found",
        *(_render_example(example) for example in rule.VALID),
        *_render_fixed("## Fixed by `nb2pipe fix`", rule.FIXED),
        *_render_fixed("## Fixed by `nb2pipe fix --unsafe-fixes`", rule.UNSAFE_FIXED),
        "## Keep it quiet",
        _QUIET.format(code=rule.code),
    ]
    return "\n\n".join(parts) + "\n"


def summary_of(rule: Rule) -> str:
    """The first paragraph of the page, in one line."""
    return (inspect.getdoc(type(rule)) or "").split("\n\n")[0].replace("\n", " ")


def _render_fixed(title: str, fixed: Sequence[tuple[Example, Example]]) -> list[str]:
    pairs = [f"{_render_example(before)}\n\nbecomes\n\n{_render_example(after)}" for before, after in fixed]
    return [title, *pairs] if pairs else []


def _render_example(example: Example) -> str:
    cells = []
    for cell in example:
        notes = [*(f"tag `{tag}`" for tag in cell.tags)]
        notes += [f"run as [{cell.count}]"] if cell.count is not None else []
        notes += [f"ended with {cell.error}"] if cell.error else []
        notes += [f"saved output: {output.text}" for output in cell.outputs]
        kind = " [markdown]" if cell.is_markdown else ""
        cells.append(f"# %%{kind}{' ' if notes else ''}{', '.join(notes).replace('`', '')}\n{cell.source}")
    return "```python\n" + "\n".join(cells) + "\n```"
