"""PipelinePlan -> `tests/`: the suite that is green right after export, and the samples that it runs on."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping

from nb2pipe.emitters.boilerplate import filled
from nb2pipe.emitters.boilerplate.entry_tests import TEST_COMMAND_LINE, TEST_RUN_NOTEBOOK
from nb2pipe.emitters.boilerplate.module_tests import TEST_CHECKS, TEST_SCHEMAS
from nb2pipe.emitters.boilerplate.package_tests import (
    CONFTEST,
    TEST_DEFAULTS,
    TEST_GOLDEN,
    TEST_GRAPH,
    TEST_PARAMETERS,
    TEST_SINGLE_ROWS,
    TEST_STEPS,
)
from nb2pipe.emitters.boilerplate.rehearsal import RECORD, REHEARSAL, ROWS
from nb2pipe.emitters.boilerplate.schemas import TEST_ARRAYS, TEST_CONTRACTS, TEST_FRAMES
from nb2pipe.emitters.boilerplate.summaries import SUMMARIES
from nb2pipe.emitters.contracts import contracted
from nb2pipe.model.plan import PipelinePlan

GOLDEN_PATH = "tests/data/golden.json"
_SINGLETONS = frozenset({"None", "True", "False"})
SAMPLES_FOLDER = "tests/data/files"


def emit_tests(plan: PipelinePlan) -> dict[str, bytes]:
    """Path -> bytes; what needs samples or recorded results is there only with them."""
    texts = {
        "conftest": CONFTEST,
        "record": RECORD,
        "rehearsal": REHEARSAL.replace('"NOTEBOOK_NAME"', repr(plan.notebook)),
        "rows": ROWS,
        "summaries": SUMMARIES,
        "test_command_line": TEST_COMMAND_LINE,
        "test_graph": TEST_GRAPH,
        "test_run_notebook": TEST_RUN_NOTEBOOK,
        "test_steps": TEST_STEPS,
    }
    if plan.parameters:
        texts["test_checks"] = TEST_CHECKS
        texts["test_parameters"] = TEST_PARAMETERS + _defaults(plan)
    if contracted(plan):
        kinds = {"frame" if schema.kind == "frame" else "array" for _, _, schema in contracted(plan)}
        extra = {"frame": TEST_FRAMES, "array": TEST_ARRAYS}
        texts["test_schemas"] = TEST_SCHEMAS
        texts["test_contracts"] = TEST_CONTRACTS + "".join(extra[kind] for kind in sorted(kinds))
    golden: Mapping[str, object] = plan.observed.golden if plan.observed is not None else {}
    if golden.get("steps"):
        texts["test_golden"] = TEST_GOLDEN
    if _has_agreeing_rows(golden):
        texts["test_single_rows"] = TEST_SINGLE_ROWS
    files = {f"tests/{name}.py": filled(text, package=plan.name) for name, text in texts.items()}
    return files | _data(plan)


def _has_agreeing_rows(golden: Mapping[str, object]) -> bool:
    found = golden.get("row_wise")
    return isinstance(found, list) and any(each["agree"] for each in found)


def _data(plan: PipelinePlan) -> dict[str, bytes]:
    if plan.observed is None or not plan.observed.golden:
        return {}
    files = {f"{SAMPLES_FOLDER}/{path}": data for path, data in plan.observed.samples.items()}
    text = json.dumps(plan.observed.golden, indent=1, ensure_ascii=False, sort_keys=False)
    return files | {GOLDEN_PATH: f"{text}\n".encode()}


def _defaults(plan: PipelinePlan) -> str:
    """A test of every default that is a literal."""
    lines = [
        f"    assert found.{each.name} {'is' if each.default in _SINGLETONS else '=='} {each.default}\n"
        for each in plan.parameters
        if not each.derived_from and _is_literal(each.default)
    ]
    return TEST_DEFAULTS + "".join(lines) if lines else ""


def _is_literal(default: str) -> bool:
    try:
        return bool(ast.literal_eval(default) is not ...)
    except (ValueError, SyntaxError):
        return False
