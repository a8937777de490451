"""Facts of a cell -> what it does, as far as steps are concerned."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import libcst as cst

from nb2pipe.model.analysis import CellFacts
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import children
from nb2pipe.tagging.habits import ACTS, Act
from nb2pipe.tagging.learning import learns_in_loop

#: Methods that models of the notebook's own classes have, too.
_MODEL_METHODS = frozenset(
    {"fit", "partial_fit", "fit_transform", "fit_predict", "predict", "predict_proba", "train", "transform"}
)
#: Says little about a cell if it happens in a function that the cell calls.
_FAINT_IN_FUNCTIONS = frozenset({Act.GENERATE, Act.BUILD, Act.CLEAN, Act.SUMMARIZE, Act.DERIVE})
#: How functions begin that show a model, though they stand among the models in their library.
_SHOWING_NAMES = ("plot", "summar", "show", "print", "display", "report")
#: Modules of many libraries that hold models.
_MODELLING_MODULES = frozenset(
    {"forecasting", "classification", "regression", "clustering", "linear_model", "ensemble"}
)


@cache
def act_of(call: str) -> Act | None:
    """What a call does, by the longest key of the table that fits it."""
    if call in ACTS:
        return ACTS[call]
    *modules, last = call.split(".")
    while "." in call[1:]:
        call = call.rpartition(".")[0]
        if f"{call}.*" in ACTS:
            act = ACTS[f"{call}.*"]
            return None if act in (Act.ESTIMATOR, Act.ENCODE) and last.startswith(_SHOWING_NAMES) else act
    return _act_by_convention(modules, last)


def _act_by_convention(modules: Sequence[str], name: str) -> Act | None:
    """What a function or class of a library does whose modules say what they are for."""
    is_class = name[:1].isupper()
    if "datasets" in modules and (is_class or name.startswith(("load", "fetch", "get", "read"))):
        return Act.READ
    if "datasets" in modules and name.startswith(("make", "generate", "simulate")):
        return Act.GENERATE
    return Act.ESTIMATOR if is_class and not _MODELLING_MODULES.isdisjoint(modules) else None


def acts_of(facts: CellFacts, learners: frozenset[str] = frozenset()) -> dict[Act, str]:
    """What the cell does, each act with the last part of the first call that does it.

    `learners` are functions of the notebook that fit a model when they are called.
    """
    own = own_calls(facts)
    found: dict[Act, str] = {}
    # `scipy.stats.norm.fit` fits a distribution.
    of_models = own & _MODEL_METHODS - {call.rpartition(".")[2] for call in facts.calls if call.startswith("scipy.")}
    for call in (*facts.calls, *facts.calls_inside, *(f".{name}" for name in sorted(of_models))):
        act, last = act_of(call), call.rpartition(".")[2]
        if act is not None and (last in own or act not in _FAINT_IN_FUNCTIONS):
            found.setdefault(act, call.split(".")[-2] if last == "from_pretrained" and call.count(".") > 1 else last)
    if learns_in_loop(facts):
        # It starts from numbers that it makes, and may draw the rows that it looks at.
        for act in (Act.GENERATE, Act.BUILD):
            found.pop(act, None)
        found[Act.FIT] = ""
    elif learners & own:
        found.setdefault(Act.FIT, "")
    if (files := files_used(facts)) and Act.LOAD not in found:
        found.setdefault(Act.READ, files[0])
    return found


#: Endings of files that `IPython.display` shows.
_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".webm", ".wav", ".mp3", ".html", ".md", ".pdf")


def files_used(facts: CellFacts) -> list[str]:
    """Files that the cell reads for more than to show them."""
    is_showing = any(call.startswith("IPython.") for call in facts.calls)
    return [path for path in facts.reads_files if not (is_showing and path.lower().endswith(_SHOWN))]


def own_calls(facts: CellFacts) -> frozenset[str]:
    """The last parts of the calls that stand in the cell itself, bodies of functions and classes left out."""
    found: set[str] = set()
    stack: list[cst.CSTNode] = [statement.node for statement in facts.statements]
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            continue
        if isinstance(node, cst.Call):
            found.add(called_name(node))
        stack.extend(children(node))
    return frozenset(found)
