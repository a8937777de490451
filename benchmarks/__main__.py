"""Benchmarks, one after the other, each in a process of its own; the exit status is 1 where one is over its limit."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

#: Name -> what it measures; all of these run where none is named.
ALWAYS = {
    "whole_analysis": "the whole of `check` against the bare parse",
    "after_edit": "a check after an edit against the first one",
    "start_up": "`check` as a process against `import libcst`",
    "growth": "cost and memory of a cell in notebooks of 10 to 5,000 cells",
    "pathological": "notebooks made to be expensive",
    "export": "`export` against `check`",
    "server": "the server's share of a keystroke",
    "verify": "`verify` against what it runs",
}
#: The same for those that need more than this folder.
NAMED = {
    "browser": "the extension's share of a keystroke, a tag, an opening (needs Chromium)",
    "mutation": "faults put into packages that their tests find (`python -m benchmarks.mutation NOTEBOOK...`)",
}


def main() -> int:
    """Run those that are named, or all, also after one that is over."""
    known = {**ALWAYS, **NAMED}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*known, []], metavar="NAME", help=", ".join(known))
    parser.add_argument("--list", action="store_true", help="say what there is")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(f"{name:16}{what}" for name, what in known.items()))
        return 0
    return max([_run(name) for name in arguments.names or ALWAYS], default=0)


def _run(name: str) -> int:
    print(f"{name}:", flush=True)
    folder = Path(__file__).resolve().parent.parent
    return min(1, abs(subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=folder, check=False).returncode))


if __name__ == "__main__":
    sys.exit(main())
