"""Cells -> calls that draw from a generator of which scikit-learn's and numpy's seeds know nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import is_seeded
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.syntax.arguments import keywords_of, says
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name, target_names


@dataclass(frozen=True, slots=True)
class Draw:
    """A call that draws, and how to seed it."""

    cell: int
    call: cst.Call
    hint: str


#: Methods of Keras's generators of images, which draw from numpy's generator.
_FLOWS = {"flow", "flow_from_directory", "flow_from_dataframe"}
#: Library -> methods of its objects that draw, and the keyword that seeds them.
_METHODS = {
    "polars": ({"sample", "shuffle"}, "seed"),
    "tensorflow": ({"shuffle", *_FLOWS}, "seed"),
    "keras": (_FLOWS, "seed"),
    "pyspark": ({"sample", "randomSplit"}, "seed"),
    "dask": ({"sample", "random_split"}, "random_state"),
}
#: What seeds all draws of a library, where it is no effect that the analysis knows.
_SEEDS = {"polars.set_random_seed"}
_LOADER = "torch.utils.data.DataLoader"
_SAMPLERS = tuple(f"optuna.samplers.{name}Sampler" for name in ("TPE", "Random", "CmaEs", "NSGAII", "QMC"))
#: Function -> the keyword that seeds what it draws; empty where a first argument does.
_FUNCTIONS = {
    **dict.fromkeys(
        (
            f"{module}.{function}"
            for module in ("pymc", "pymc3")
            for function in ("sample", "sample_prior_predictive", "sample_posterior_predictive", "fit")
        ),
        "random_seed",
    ),
    "hyperopt.fmin": "rstate",
    **dict.fromkeys(("pyspark.sql.functions.rand", "pyspark.sql.functions.randn"), ""),
    "tensorflow.keras.utils.image_dataset_from_directory": "seed",
    "keras.utils.image_dataset_from_directory": "seed",
}
_FAKER = "faker.Faker"


def unseeded_draws(context: Context) -> Iterator[Draw]:
    """Calls without a seed, in document order; those of a library whose generator is seeded above are none."""
    origins: dict[str, str] = {}
    seeded = False
    uses_any = any(name in context.source(facts.index).cell.source for facts in context.code for name in _METHODS)
    for facts in context.code:
        if facts.role is Role.SKIP:
            continue
        calls = {*facts.calls, *facts.calls_inside}
        seeded = seeded or not calls.isdisjoint(_SEEDS)
        if uses_any:
            _note_origins(facts, origins)
        if not calls.isdisjoint(_TELLING):
            yield from _by_functions(context, facts, calls)
        if (
            uses_any
            and not seeded
            and any(f".{method}" in calls for methods, _ in _METHODS.values() for method in methods)
        ):
            yield from _by_methods(context, facts, origins)


_TELLING = {_LOADER, "optuna.create_study", *_SAMPLERS, *_FUNCTIONS, _FAKER}


def _by_functions(context: Context, facts: CellFacts, calls: set[str]) -> Iterator[Draw]:
    for call in context.tree(facts.index).all(cst.Call):
        name, given = called_name(call), keywords_of(call)
        if name == "DataLoader" and _LOADER in calls:
            is_drawing = says(call, "shuffle", "True") and given.isdisjoint(("generator", "sampler", "batch_sampler"))
            if is_drawing and not is_seeded(context, "torch", facts.index):
                yield Draw(facts.index, call, "give it a `generator=`, or call `torch.manual_seed` above")
        elif (name == "create_study" and "sampler" not in given and f"optuna.{name}" in calls) or (
            f"optuna.samplers.{name}" in _SAMPLERS and not given & {"seed"} and f"optuna.samplers.{name}" in calls
        ):
            yield Draw(facts.index, call, "give the study `sampler=optuna.samplers.TPESampler(seed=…)`")
        elif name == "Faker" and _FAKER in calls and not _seeds_faker(context):
            yield Draw(facts.index, call, "call `Faker.seed` above")
        elif (function := next((f for f in _FUNCTIONS if f in calls and f.endswith(f".{name}")), None)) is not None:
            keyword = _FUNCTIONS[function]
            is_given = keyword in given or says(call, "shuffle", "False") if keyword else bool(call.args)
            if not is_given and not any(argument.star == "**" for argument in call.args):
                yield Draw(facts.index, call, f"give it `{keyword or 'seed'}=`")


def _seeds_faker(context: Context) -> bool:
    called = (call for facts in context.code for call in (*facts.calls, *facts.calls_inside))
    return any(call in (f"{_FAKER}.seed", ".seed_instance", ".seed") for call in called)


def _by_methods(context: Context, facts: CellFacts, origins: dict[str, str]) -> Iterator[Draw]:
    for call in context.tree(facts.index).all(cst.Call):
        if not isinstance(call.func, cst.Attribute):
            continue
        library = origins.get(root_of(call.func.value), "")
        methods, keyword = _METHODS.get(library, (set(), ""))
        if (
            called_name(call) in methods
            and keyword not in keywords_of(call)
            and not says(call, "shuffle", "False")
            and not is_seeded(context, "numpy" if called_name(call) in _FLOWS else library, facts.index)
        ):
            yield Draw(facts.index, call, f"give it `{keyword}=`")


def _note_origins(facts: CellFacts, origins: dict[str, str]) -> None:
    """Remember from which library the values of variables come."""
    for statement in facts.statements:
        if not isinstance(statement.node, cst.SimpleStatementLine):
            continue
        for node in statement.node.body:
            if isinstance(node, cst.Import):
                for alias in node.names:
                    origins[alias.evaluated_alias or _first(alias.evaluated_name)] = _first(alias.evaluated_name)
            elif isinstance(node, cst.ImportFrom) and not isinstance(node.names, cst.ImportStar):
                module = _first(dotted_name(node.module))
                origins.update({alias.evaluated_alias or alias.evaluated_name: module for alias in node.names})
            elif isinstance(node, cst.Assign):
                library = origins.get(root_of(node.value), "")
                origins.update({name: library for target in node.targets for name in target_names(target.target)})


def _first(name: str) -> str:
    return name.partition(".")[0]
