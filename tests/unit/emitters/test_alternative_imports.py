"""Imports in branches that only other modules need."""

from __future__ import annotations

import libcst as cst

from nb2pipe.emitters.alternative_imports import with_kept_imports

CHOICE = "try:\n    import orjson as json_lib  # fast\nexcept ImportError:\n    import json as json_lib\n"


def _code(source: str) -> str:
    return cst.Module(with_kept_imports(list(cst.parse_module(source).body))).code  # type: ignore[arg-type]  # statements


def test_import_that_only_other_modules_need_is_marked() -> None:
    marked = CHOICE.replace("# fast", "# noqa: F401 (fast)")
    assert _code(CHOICE) == marked.rstrip("\n") + "  # noqa: F401 (for the steps)\n"


def test_import_that_the_module_reads_is_left_alone() -> None:
    used = CHOICE + "def read(text):\n    return json_lib.loads(text)\n"
    assert _code(used) == used
    assert _code("import json\n") == "import json\n"
