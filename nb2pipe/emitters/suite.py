"""PipelinePlan -> `tests/`: the suite that is green right after export, and the samples that it runs on."""

from __future__ import annotations

import ast
import json

from nb2pipe.emitters.boilerplate import filled
from nb2pipe.emitters.boilerplate.answers import ANSWERS, TEST_ANSWERS
from nb2pipe.emitters.boilerplate.entry_tests import TEST_COMMAND_LINE
from nb2pipe.emitters.boilerplate.module_tests import TEST_CHECKS, TEST_SCHEMAS
from nb2pipe.emitters.boilerplate.package_tests import CONFTEST, TEST_GOLDEN, TEST_SINGLE_ROWS, TEST_STEPS
from nb2pipe.emitters.boilerplate.parameter_tests import TEST_DEFAULTS, TEST_GRAPH, TEST_PARAMETERS
from nb2pipe.emitters.boilerplate.polars_tests import TEST_POLARS
from nb2pipe.emitters.boilerplate.process_state import PROCESS_STATE
from nb2pipe.emitters.boilerplate.rehearsal import RECORD, REHEARSAL
from nb2pipe.emitters.boilerplate.rows import ROWS
from nb2pipe.emitters.boilerplate.run_tests import TEST_RUN
from nb2pipe.emitters.boilerplate.schemas import (
    ALL_FRAMES,
    BUT_POLARS,
    TEST_ARRAYS,
    TEST_CONTRACTS,
    TEST_EVERY,
    TEST_FRAMES,
)
from nb2pipe.emitters.boilerplate.summaries import SUMMARIES
from nb2pipe.emitters.boilerplate.twin_tests import TEST_RUN_DEFAULTS, TEST_RUN_NOTEBOOK
from nb2pipe.emitters.boilerplate.written import WRITTEN
from nb2pipe.emitters.contracts import contracted
from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import PipelinePlan

GOLDEN_PATH = "tests/data/golden.json"
_SINGLETONS = frozenset({"None", "True", "False"})
#: Steps that rows pass through one by one in production.
_ROW_BY_ROW = (StepKind.FEATURE, StepKind.SERVE)
SAMPLES_FOLDER = "tests/data/files"


def emit_tests(plan: PipelinePlan) -> dict[str, bytes]:
    """Path -> bytes; samples and results are there only where the notebook was run for them."""
    texts = {
        "answers": ANSWERS,
        "conftest": CONFTEST,
        "process_state": PROCESS_STATE,
        "record": RECORD,
        "rehearsal": REHEARSAL.replace('"NOTEBOOK_NAME"', repr(plan.notebook)).replace(
            '"READS_FILES"', repr(plan.reads_files)
        ),
        "rows": ROWS,
        "summaries": SUMMARIES,
        "test_golden": TEST_GOLDEN,
        "test_schemas": TEST_SCHEMAS,
        "test_checks": TEST_CHECKS,
        "test_command_line": TEST_COMMAND_LINE,
        "test_graph": TEST_GRAPH,
        "test_run": TEST_RUN,
        "test_run_notebook": _test_run_notebook(plan),
        "test_steps": TEST_STEPS,
        "written": WRITTEN,
    }
    if plan.parameters:
        texts["test_parameters"] = TEST_PARAMETERS + _defaults(plan)
    if any(step.outputs for step in plan.steps):
        texts["test_contracts"] = _test_contracts(plan)
    if any(output.binds is not None for step in plan.steps for output in step.outputs):
        texts["test_answers"] = TEST_ANSWERS
    if any(step.kind in _ROW_BY_ROW for step in plan.steps):
        texts["test_single_rows"] = TEST_SINGLE_ROWS
    files = {f"tests/{name}.py": filled(text, package=plan.name) for name, text in texts.items()}
    return files | _data(plan)


def _test_run_notebook(plan: PipelinePlan) -> str:
    """The run notebook has a second copy of the defaults, for papermill: a test holds it to the first."""
    found = TEST_RUN_NOTEBOOK
    imports = {
        "#LITERALS\n": "import ast\n",
        "#JSON\n": "import json\n",
        "#PARAMETERS\n": "from PACKAGE.parameters import Parameters\n\n",
    }
    for mark, line in imports.items():
        found = found.replace(mark, line if plan.parameters else "")
    return found + (TEST_RUN_DEFAULTS if plan.parameters else "")


#: How the types of frames of polars begin, as hints have them.
_POLARS = ("pl.", "polars.")


def _test_contracts(plan: PipelinePlan) -> str:
    frames = [each for each in contracted(plan) if each[2].kind == "frame" and each[2].columns]
    polars = [(step, name) for step, name, schema in frames if schema.annotation.startswith(_POLARS)]
    arrays = any(schema.kind != "frame" for _, _, schema in contracted(plan))
    of_polars = TEST_POLARS.replace("[PLACES]", repr(polars))
    of_pandas = TEST_FRAMES.replace(ALL_FRAMES, BUT_POLARS if polars else ALL_FRAMES)
    parts = [
        (bool(contracted(plan)), TEST_EVERY),
        (arrays, TEST_ARRAYS),
        (bool(polars), of_polars),
        (len(frames) > len(polars), of_pandas),
    ]
    chosen = [text for is_needed, text in parts if is_needed]
    # Only what is used is imported.
    extra = "from dataclasses import replace\n" if frames or arrays else ""
    fixture = "from rehearsal import Rehearsal\n" if chosen else ""
    text = TEST_CONTRACTS.replace("#REPLACE\n", extra).replace("#REHEARSAL\n", fixture)
    return text + "".join(chosen)


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
