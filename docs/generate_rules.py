"""Write `docs/rules/` from the docstrings and examples of the rules: `python docs/generate_rules.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from nb2pipe.hazards import RULES
from nb2pipe.hazards.pages import render_page, summary_of
from nb2pipe.planning.notices import NOTICES

FOLDER = Path(__file__).resolve().parent / "rules"
FAMILIES = {
    "NB0": "Cells", "NB1": "Names and order", "NB2": "State", "NB3": "World", "NB4": "IPython", "NB5": "Learning",
    "NB6": "Tags",
}  # fmt: skip

_INTRODUCTION = (
    "`nb2pipe fix` repairs some findings of the rules marked with fix. A fix that is unsafe may change what the "
    "notebook computes, and is made only with `--unsafe-fixes`. Rules that are off by default are applied where "
    "`select` or `extend-select` name them."
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
    pages = {
        f"{rule.code.lower()}-{rule.name}.md": f"<!-- fmt: off -->\n\n{render_page(rule)}" for rule in RULES.values()
    }
    pages["index.md"] = render_index()
    return pages


def render_index() -> str:
    """The list of all rules."""
    lines = ["# Rules", "", _INTRODUCTION, ""]
    for prefix, title in FAMILIES.items():
        lines += [f"## {prefix}xx {title}", "", "| code | name | severity | | |", "|---|---|---|---|---|"]
        for rule in RULES.values():
            if rule.code.startswith(prefix):
                first = summary_of(rule).replace("|", "\\|")
                link = f"[{rule.code}]({rule.code.lower()}-{rule.name}.md)"
                mark = "fix" if rule.FIXED else "unsafe fix" if rule.UNSAFE_FIXED else ""
                severity = rule.severity if rule.is_default else f"{rule.severity}, off by default"
                lines.append(f"| {link} | {rule.name} | {severity} | {mark} | {first} |")
        lines.append("")
    lines += ["## What only an export tells", "", "| code | name | severity | |", "|---|---|---|---|"]
    lines += [f"| {each.code} | {each.name} | {each.severity} | {each.meaning} |" for each in NOTICES]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
