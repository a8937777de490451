"""`tests/rows.py`: single rows, as in production, compared with the same rows in training."""

from __future__ import annotations

ROWS = '''"""Steps called with single rows, as in production, and with all rows at once, as in training."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from rehearsal import data_folder, started_in
from summaries import differences, seed, summarize

#: Kinds of steps that rows pass through one by one in production.
KINDS = ("feature", "serve")


def row_wise(results: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Which outputs of which steps are the same for a row alone as for that row among others."""
    from PACKAGE.pipeline import STEPS

    found = []
    for step in STEPS:
        kind = kind_of(step)
        inputs = rows_taken(step, results) if kind in KINDS else []
        if not inputs:
            continue
        with contextlib.suppress(Exception):  # a step that cannot take one row
            compared = compare(step, results, inputs)
            agree = [name for name, different in compared.items() if not different]
            if compared:
                differ = sorted({*compared} - {*agree})
                found.append({"step": step.name, "kind": kind, "inputs": inputs, "agree": agree, "differ": differ})
    return found


def compare(step: Any, results: dict[str, dict[str, Any]], inputs: list[str]) -> dict[str, list[str]]:
    """Per output with a row for each row of the inputs: what differs if rows come one by one."""
    from PACKAGE.pipeline import run_step

    batch = results[step.name]
    first = results[step.inputs[inputs[0]]][inputs[0]]
    rows = first.shape[0]
    outputs = [name for name, value in batch.items() if is_tabular(value) and value.shape[0] == rows]
    found: dict[str, list[str]] = {name: [] for name in outputs}
    for i in sorted({0, rows // 2, rows - 1}):
        alone = {source: dict(values) for source, values in results.items()}
        for name in inputs:
            alone[step.inputs[name]][name] = row(results[step.inputs[name]][name], i)
        quiet = contextlib.redirect_stdout(io.StringIO())
        with data_folder() as folder, started_in(folder), quiet:
            from PACKAGE.parameters import Parameters

            seed()
            given = run_step(step, Parameters(), alone)
        label = first.index[i] if hasattr(first, "index") else None
        for name in outputs:
            among = row_of(batch[name], i, label)
            found[name] += differences(summarize(among), summarize(given[name]), f"row {i}")
    return found


def features_served(results: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Whether serving hands the model the features that training had for the same row."""
    from PACKAGE.pipeline import STEPS

    found = []
    for serve in [step for step in STEPS if kind_of(step) == "serve"]:
        models = [name for name, source in serve.inputs.items() if hasattr(type(results[source][name]), "predict")]
        for trained in [step for step in STEPS if kind_of(step) != "serve"] if models else []:
            for table in rows_taken(trained, results)[:1]:
                source = trained.inputs[table]
                place = {"step": serve.name, "models": models, "rows_of": [source, table], "features_of": trained.name}
                with contextlib.suppress(Exception):  # rows that serving does not take
                    compared = served(serve, models, results[source][table], results[trained.name], results)
                    agree = [name for name, different in compared.items() if not different]
                    if compared:
                        found.append({**place, "agree": agree, "differ": sorted({*compared} - {*agree})})
    return found


def served(
    serve: Any, models: list[str], table: Any, features: dict[str, Any], results: dict[str, dict[str, Any]]
) -> dict[str, list[str]]:
    """Per table of features with a row for each of these: where the model gets others."""
    rows = table.shape[0]
    found: dict[str, list[str]] = {}
    for i in sorted({0, rows // 2, rows - 1}):
        label = table.index[i] if hasattr(table, "index") else None
        for given in heard_by_models(serve, models, row(table, i), results):
            for name, value in features.items():
                if dimensions(value) == 2 and value.shape == (rows, given.shape[1]):
                    ours, theirs = numbers(row_of(value, i, label)), numbers(given)
                    found.setdefault(name, []).extend(differences(summarize(ours), summarize(theirs), f"row {i}"))
    return found


def heard_by_models(serve: Any, models: list[str], single: Any, results: dict[str, dict[str, Any]]) -> list[Any]:
    """The tables that serving hands to the models when it is given this one row."""
    from PACKAGE.pipeline import run_step

    heard: list[Any] = []
    given = {source: dict(values) for source, values in results.items()}
    for name in models:
        given[serve.inputs[name]][name] = Listener(results[serve.inputs[name]][name], heard)
    for name in rows_taken(serve, results):
        given[serve.inputs[name]][name] = single
    with data_folder() as folder, started_in(folder), contextlib.redirect_stdout(io.StringIO()):
        from PACKAGE.parameters import Parameters

        seed()
        with contextlib.suppress(Exception):  # what comes after the model may want more than one row
            run_step(serve, Parameters(), given)
    return [value for value in heard if dimensions(value) == 2 and value.shape[0] == 1]


class Listener:
    """A model that notes what it is asked about."""

    def __init__(self, model: Any, heard: list[Any]) -> None:
        self._model, self._heard = model, heard

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._model, name)
        if not name.startswith(("predict", "decision_function")):
            return found

        def listen(rows: Any, *arguments: Any, **keywords: Any) -> Any:
            self._heard.append(rows)
            return found(rows, *arguments, **keywords)

        return listen

    def __deepcopy__(self, memory: Any) -> Listener:
        return self


def numbers(table: Any) -> Any:
    """The values of a table, whatever its kind and the names of its columns."""
    dense = table.toarray() if hasattr(table, "toarray") else table
    return dense.to_numpy() if hasattr(dense, "to_numpy") else dense


def dimensions(value: Any) -> int:
    """Of an array or a table; the class is asked, for instances of some answer to any name."""
    return int(value.ndim) if hasattr(type(value), "ndim") else 0


def kind_of(step: Any) -> str:
    """The kind of a step: the module that it stands in."""
    return str(step.function.__module__.rpartition(".")[2])


def rows_taken(step: Any, results: dict[str, dict[str, Any]]) -> list[str]:
    """The inputs that hold rows: the first table or array, and those of the same length."""
    tables = {name: results[source][name] for name, source in step.inputs.items()}
    tables = {name: value for name, value in tables.items() if is_tabular(value) and value.shape[0] > 2}
    frames = [name for name, value in tables.items() if dimensions(value) == 2]
    return [name for name in tables if tables[name].shape[0] == tables[frames[0]].shape[0]] if frames else []


def is_tabular(value: Any) -> bool:
    """Whether the value is a frame, a series or an array with rows."""
    return dimensions(value) in (1, 2) and hasattr(value, "shape")


def row_of(value: Any, i: int, label: Any) -> Any:
    """The output's row for that row of the input: by its label, for it may be sorted."""
    if hasattr(type(value), "index") and label is not None and (value.index == label).sum() == 1:
        return value[value.index == label]
    return row(value, i)


def row(value: Any, i: int) -> Any:
    """That row, as a table of one row."""
    return value.iloc[i : i + 1] if hasattr(value, "iloc") else value[i : i + 1]
'''
