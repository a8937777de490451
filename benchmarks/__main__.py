"""All benchmarks, one after the other; the exit status is 1 where one is over its limit."""

from __future__ import annotations

import sys

from benchmarks import after_edit, growth, pathological, start_up, whole_analysis


def main() -> int:
    """Run them all, also after one that is over."""
    return max([module.main() for module in (whole_analysis, growth, pathological, after_edit, start_up)])


if __name__ == "__main__":
    sys.exit(main())
