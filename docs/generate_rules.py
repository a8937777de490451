"""Write `docs/rules/` from the docstrings and examples of the rules: `python docs/generate_rules.py`."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from nb2pipe.hazards import RULES
from nb2pipe.hazards.rule import Example, Rule

FOLDER = Path(__file__).resolve().parent / "rules"
FAMILIES = {
    "NB0": "Cells", "NB1": "Names and order", "NB2": "State", "NB3": "World", "NB4": "IPython", "NB5": "Learning",
    "NB6": "Tags",
}  # fmt: skip

_QUIET = (
    "`# nb2pipe: ignore[{code}] reason` in the cell, or `nb2pipe check --ignore {code}`. A finding that makes a "
    "faithful conversion impossible cannot be kept quiet."
)


def main() -> int:
    """Write all pages, and remove pages of rules that are gone."""
    pages = render_pages()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def render_pages() -> dict[str, str]:
    """File name -> page."""
    pages = {f"{rule.code.lower()}-{rule.name}.md": render_rule(rule) for rule in RULES.values()}
    pages["index.md"] = render_index()
    return pages


def render_rule(rule: Rule) -> str:
    """The page of one rule."""
    parts = [
        "<!-- fmt: off -->",
        f"# {rule.code} {rule.name}",
        f"Severity: {rule.severity}, unless said otherwise below.",
        inspect.getdoc(type(rule)) or "",
        "## Found",
        *(_render_example(example) for example in rule.INVALID),
        "## Not found",
        *(_render_example(example) for example in rule.VALID),
        *_render_fixed(rule),
        "## Keep it quiet",
        _QUIET.format(code=rule.code),
    ]
    return "\n\n".join(parts) + "\n"


def render_index() -> str:
    """The list of all rules."""
    lines = ["# Rules", "", "`nb2pipe fix` repairs some findings of the rules marked with fix.", ""]
    for prefix, title in FAMILIES.items():
        lines += [f"## {prefix}xx {title}", "", "| code | name | severity | | |", "|---|---|---|---|---|"]
        for rule in RULES.values():
            if rule.code.startswith(prefix):
                first = (inspect.getdoc(type(rule)) or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
                link = f"[{rule.code}]({rule.code.lower()}-{rule.name}.md)"
                mark = "fix" if rule.FIXED else ""
                lines.append(f"| {link} | {rule.name} | {rule.severity} | {mark} | {first} |")
        lines.append("")
    return "\n".join(lines)


def _render_fixed(rule: Rule) -> list[str]:
    if not rule.FIXED:
        return []
    pairs = [f"{_render_example(before)}\n\nbecomes\n\n{_render_example(after)}" for before, after in rule.FIXED]
    return ["## Fixed by `nb2pipe fix`", *pairs]


def _render_example(example: Example) -> str:
    cells = []
    for cell in example:
        notes = [*(f"tag `{tag}`" for tag in cell.tags)]
        notes += [f"run as [{cell.count}]"] if cell.count is not None else []
        notes += [f"ended with {cell.error}"] if cell.error else []
        kind = " [markdown]" if cell.is_markdown else ""
        cells.append(f"# %%{kind}{' ' if notes else ''}{', '.join(notes).replace('`', '')}\n{cell.source}")
    return "```python\n" + "\n".join(cells) + "\n```"


if __name__ == "__main__":
    sys.exit(main())
